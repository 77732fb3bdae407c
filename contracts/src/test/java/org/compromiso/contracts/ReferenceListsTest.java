package org.compromiso.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceListsTest {

    static Stream<Named<Path>> lists() {
        return ContractFiles.named(ContractFiles.referenceLists());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void saysItsNameAndItsSource(Path file) {
        JsonNode list = ContractFiles.json(file);

        assertEquals(ContractFiles.name(file), list.path("list").asText());
        assertFalse(list.path("source").asText().isBlank());
        assertFalse(list.path("items").isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void codesAreUnique(Path file) {
        Set<String> seen = new HashSet<>();

        for (JsonNode item : ContractFiles.json(file).path("items")) {
            String code = item.path("code").asText();
            assertFalse(code.isBlank());
            assertTrue(seen.add(code), () -> "twice: " + code);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void everyTextIsThereInThreeLanguages(Path file) {
        for (JsonNode item : ContractFiles.json(file).path("items")) {
            for (String text : List.of("label", "title", "description")) {
                if (text.equals("label") || item.has(text)) {
                    for (String language : List.of("en", "es", "fr")) {
                        String words = item.path(text).path(language).asText();
                        assertFalse(words.isBlank(), () -> item.path("code") + " has no " + text + " in " + language);
                        assertEquals(words.strip(), words);
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}.{1} is a code of {2}")
    @CsvSource({
        "regions, parent, regions",
        "countries, region, regions",
        "sdg-targets, goal, sdgs",
        "mptf-areas, objectives, objectives",
        "review-outcomes, purposes, review-purposes"
    })
    void whatAnItemNamesExists(String list, String field, String named) {
        Set<String> codes = codes(named);

        for (JsonNode item : items(list)) {
            JsonNode value = item.path(field);
            assertFalse(value.isMissingNode(), item::toString);
            if (value.isArray()) {
                value.forEach(code -> assertTrue(codes.contains(code.asText()), item::toString));
            } else if (!value.isNull()) {
                assertTrue(codes.contains(value.asText()), item::toString);
            }
        }
    }

    @Test
    void everyRegionLeadsToTheWorld() {
        JsonNode regions = items("regions");

        for (JsonNode region : regions) {
            Set<String> way = new LinkedHashSet<>();
            JsonNode at = region;
            while (!at.path("parent").isNull()) {
                assertTrue(way.add(at.path("code").asText()), () -> "a circle: " + way);
                at = item(regions, at.path("parent").asText());
            }
            assertEquals("001", at.path("code").asText());
        }
    }

    @ParameterizedTest(name = "{0} has {1} codes")
    @CsvSource({
        "objectives, 23",
        "principles, 10",
        "sdgs, 17",
        "sdg-targets, 169",
        "entity-kinds, 20",
        "pledge-types, 4",
        "natures, 5",
        "workstreams, 14",
        "languages, 6",
        "countries, 249",
        "screening-criteria, 8",
        "peer-review-criteria, 9"
    })
    void isComplete(String list, int size) {
        assertEquals(size, codes(list).size());
    }

    static Set<String> codes(String list) {
        Set<String> codes = new LinkedHashSet<>();
        items(list).forEach(item -> codes.add(item.path("code").asText()));
        return codes;
    }

    private static JsonNode items(String list) {
        return ContractFiles.json(ContractFiles.root().resolve("reference/" + list + ".json"))
                .path("items");
    }

    private static JsonNode item(JsonNode items, String code) {
        for (JsonNode item : items) {
            if (item.path("code").asText().equals(code)) {
                return item;
            }
        }
        throw new AssertionError("no item " + code);
    }
}
