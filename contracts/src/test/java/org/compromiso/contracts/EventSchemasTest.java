package org.compromiso.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSchemasTest {

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** Fields of the examples whose values are codes, with their reference lists. */
    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("language", "languages"),
            Map.entry("country", "countries"),
            Map.entry("countries", "countries"),
            Map.entry("regions", "regions"),
            Map.entry("scope", "scopes"),
            Map.entry("currency", "currencies"),
            Map.entry("entityKind", "entity-kinds"),
            Map.entry("natures", "natures"),
            Map.entry("support", "supports"),
            Map.entry("principles", "principles"),
            Map.entry("sdgTargets", "sdg-targets"),
            Map.entry("workstreams", "workstreams"),
            Map.entry("primary", "objectives"),
            Map.entry("other", "objectives"),
            Map.entry("registration", "registrations"),
            Map.entry("headline", "compliance-states"),
            Map.entry("purpose", "review-purposes"),
            Map.entry("outcome", "review-outcomes"),
            Map.entry("verdict", "verdicts"),
            Map.entry("met", "criterion-answers"),
            Map.entry("by", "history-authors"),
            Map.entry("decision", "consents"));

    /** Fields added after a release: older events lack them, so no schema may require them. */
    private static final Set<String> OPTIONAL = Set.of();

    static Stream<Named<Path>> schemas() {
        return ContractFiles.named(ContractFiles.schemas());
    }

    static Stream<Named<Path>> eventSchemas() {
        return ContractFiles.named(ContractFiles.eventSchemas());
    }

    static Stream<Named<Path>> examples() {
        return ContractFiles.named(ContractFiles.examples());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schemas")
    void isValidDraft202012(Path file) {
        JsonNode schema = ContractFiles.json(file);

        List<Error> errors = REGISTRY.getSchema(SchemaLocation.of(DRAFT)).validate(schema);

        assertEquals(DRAFT, schema.path("$schema").asText());
        assertEquals(List.of(), errors);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schemas")
    void everyReferenceResolvesToAFile(Path file) {
        for (JsonNode reference : ContractFiles.json(file).findValues("$ref")) {
            assertTrue(Files.exists(file.resolveSibling(reference.asText())), reference::asText);
        }
    }

    /** A reader of the schema alone must know what a field means. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("schemas")
    void everyFieldIsDescribed(Path file) {
        for (JsonNode properties : ContractFiles.json(file).findValues("properties")) {
            properties
                    .properties()
                    .forEach(property -> assertFalse(
                            property.getValue().path("description").asText().isBlank(), property::getKey));
        }
    }

    /** Contracts only grow: a closed schema would refuse the events of the next version. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("schemas")
    void isOpen(Path file) {
        for (String closing : List.of("additionalProperties", "unevaluatedProperties", "enum", "maxProperties")) {
            assertEquals(List.of(), ContractFiles.json(file).findValues(closing));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("eventSchemas")
    void isTitledByItsTypeAndCarriesWhatHappenedAndAState(Path file) {
        JsonNode schema = ContractFiles.json(file);

        assertEquals(ContractFiles.name(file), schema.path("title").asText());
        Set<String> members = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(members::add);
        assertTrue(members.remove("what"));
        assertEquals(1, members.size());
        assertTrue(Set.of("pledge", "practice", "review").containsAll(members));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("eventSchemas")
    void everyTypeHasAnExample(Path file) {
        String type = ContractFiles.name(file);
        assertFalse(ContractFiles.jsonFiles(
                        ContractFiles.root().resolve("events/examples").resolve(type), 1)
                .isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void exampleIsValid(Path file) {
        assertEquals(List.of(), errors(file, ContractFiles.json(file)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void fieldsOfLaterVersionsAreAllowedEverywhere(Path file) {
        JsonNode event = ContractFiles.json(file);
        for (ObjectNode object : objects(event)) {
            object.put("fieldOfALaterVersion", true);
        }

        assertEquals(List.of(), errors(file, event));
    }

    /** What a schema does not require, a producer may forget: nothing is left out, unknown is null. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void everyFieldIsRequiredThatWasThereFromTheStart(Path file) {
        JsonNode event = ContractFiles.json(file);
        for (ObjectNode object : objects(event)) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                object.remove(field.getKey());
                assertEquals(
                        OPTIONAL.contains(field.getKey()), errors(file, event).isEmpty(), field::getKey);
                object.set(field.getKey(), field.getValue());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void codesOfExamplesAreInTheirLists(Path file) {
        for (ObjectNode object : objects(ContractFiles.json(file))) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String list = CODES.get(field.getKey());
                if (list != null && !field.getValue().isNull()) {
                    Set<String> known = ReferenceListsTest.codes(list);
                    Iterable<JsonNode> values =
                            field.getValue().isArray() ? field.getValue() : List.of(field.getValue());
                    values.forEach(code -> assertTrue(
                            known.contains(code.asText()), () -> field.getKey() + ": " + code + " not in " + list));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void exampleCarriesNoContact(Path file) {
        for (ObjectNode object : objects(ContractFiles.json(file))) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String name = field.getKey().toLowerCase(Locale.ROOT);
                assertFalse(name.contains("email") || name.contains("contact"), field::getKey);
                assertFalse(
                        field.getValue().isTextual()
                                && field.getValue().asText().contains("@"),
                        field::toString);
            }
        }
    }

    /** Every public field is on a list that someone has looked at: nothing gets public by accident. */
    @Test
    void partnerEventsCarryAllowedFieldsOnly() throws IOException {
        Set<String> fields = new TreeSet<>();
        ContractFiles.eventSchemas().stream()
                .filter(file -> !ContractFiles.name(file).contains(".casework."))
                .forEach(file -> collectFields(file, ContractFiles.json(file), "", fields));

        Set<String> allowed = new HashSet<>(Files.readAllLines(Path.of("src/test/resources/partner-fields.txt")));
        assertEquals(new TreeSet<>(allowed), fields);
    }

    private static void collectFields(Path file, JsonNode schema, String at, Set<String> fields) {
        if (schema.has("$ref")) {
            Path part = file.resolveSibling(schema.path("$ref").asText());
            collectFields(part, ContractFiles.json(part), at, fields);
        }
        schema.path("allOf").forEach(part -> collectFields(file, part, at, fields));
        if (schema.has("items")) {
            collectFields(file, schema.path("items"), at + "[]", fields);
        }
        schema.path("properties").properties().forEach(property -> {
            String name = at.isEmpty() ? property.getKey() : at + "." + property.getKey();
            fields.add(name);
            collectFields(file, property.getValue(), name, fields);
        });
    }

    private static List<Error> errors(Path example, JsonNode event) {
        String type = example.getParent().getFileName().toString();
        Schema schema = REGISTRY.getSchema(SchemaLocation.of("classpath:contracts/events/" + type + ".json"));
        return schema.validate(event, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    /** The node and all objects below it. */
    private static List<ObjectNode> objects(JsonNode node) {
        List<ObjectNode> objects = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> objects.addAll(objects(child)));
        return objects;
    }
}
