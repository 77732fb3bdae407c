package org.compromiso.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncApiTest {

    private final JsonNode document = ContractFiles.yaml(ContractFiles.root().resolve("asyncapi.yaml"));

    @Test
    void namesExactlyTheEventsThatExist() {
        Set<String> named = new TreeSet<>();
        for (JsonNode message : document.at("/components/messages")) {
            String type = message.path("name").asText();
            assertEquals(
                    "./events/" + type + ".json", message.at("/payload/$ref").asText());
            assertTrue(named.add(type), () -> "named twice: " + type);
        }

        Set<String> existing =
                ContractFiles.eventSchemas().stream().map(ContractFiles::name).collect(Collectors.toSet());
        assertEquals(new TreeSet<>(existing), named);
    }

    @Test
    void everyReferenceResolves() {
        List<JsonNode> references = document.findValues("$ref");

        assertFalse(references.isEmpty());
        for (JsonNode reference : references) {
            String target = reference.asText();
            boolean resolves = target.startsWith("#")
                    ? !document.at(target.substring(1)).isMissingNode()
                    : Files.exists(ContractFiles.root().resolve(target));
            assertTrue(resolves, target);
        }
    }

    @Test
    void everyMessageIsOnOneChannelAndSentByOneOperation() {
        List<String> onChannels = new ArrayList<>();
        document.path("channels")
                .forEach(channel -> channel.path("messages")
                        .forEach(message -> onChannels.add(
                                document.at(message.path("$ref").asText().substring(1))
                                        .path("name")
                                        .asText())));
        List<String> sent = new ArrayList<>();
        document.path("operations").forEach(operation -> {
            if (operation.path("action").asText().equals("send")) {
                operation.path("messages").forEach(message -> sent.add(messageOf(message)));
            }
        });

        assertEquals(new TreeSet<>(onChannels).size(), onChannels.size());
        assertEquals(document.at("/components/messages").size(), onChannels.size());
        assertEquals(new TreeSet<>(onChannels), new TreeSet<>(sent));
        assertEquals(onChannels.size(), sent.size());
    }

    @Test
    void caseworkIsForTheServicesOnly() {
        document.path("channels").properties().forEach(channel -> {
            boolean internal = channel.getKey().equals("casework");
            boolean partners = channel.getValue().path("servers").findValuesAsText("$ref").stream()
                    .anyMatch(server -> server.endsWith("/partners"));
            assertEquals(internal, !partners, channel::getKey);
            channel.getValue()
                    .path("messages")
                    .forEach(message -> assertEquals(
                            internal,
                            document.at(message.path("$ref").asText().substring(1))
                                    .path("name")
                                    .asText()
                                    .contains(".casework.")));
        });
    }

    @Test
    void partnersComeInWithATokenOfTheirClient() {
        JsonNode partners = document.at("/servers/partners");
        JsonNode scheme = document.at(partners.at("/security/0/$ref").asText().substring(1));

        assertEquals("oauth2", scheme.path("type").asText());
        assertFalse(scheme.at("/flows/clientCredentials/tokenUrl").isMissingNode());
        assertTrue(document.at("/servers/services/security").isMissingNode());
    }

    /** Who reads and who writes is what the services are configured to do: partners and operators go by the document. */
    @ParameterizedTest
    @ValueSource(strings = {"pledge-service", "practice-service", "review-service", "dashboard-service"})
    void aServiceReadsAndWritesTheTopicsThatTheDocumentSays(String service) throws IOException {
        Properties configured = new Properties();
        load(configured, Path.of("../platform/runtime/src/main/resources/META-INF/microprofile-config.properties"));
        load(configured, Path.of("..", service, "src/main/resources/application.properties"));

        Set<String> read = new TreeSet<>(topics(configured, "compromiso.projection.topics"));
        configured.stringPropertyNames().stream()
                .filter(key -> key.matches("mp\\.messaging\\.incoming\\.[^.]+\\.topic"))
                .forEach(key -> read.addAll(topics(configured, key)));

        assertEquals(read, documented(service, "receive"));
        assertEquals(topics(configured, "compromiso.outbox.topics"), documented(service, "send"));
    }

    private Set<String> documented(String service, String action) {
        Set<String> topics = new TreeSet<>();
        document.path("operations").forEach(operation -> {
            assertFalse(operation.path("x-services").isEmpty(), operation::toString);
            for (JsonNode one : operation.path("x-services")) {
                if (one.asText().equals(service)
                        && operation.path("action").asText().equals(action)) {
                    topics.add(
                            document.at(operation.at("/channel/$ref").asText().substring(1))
                                    .path("address")
                                    .asText());
                }
            }
        });
        return topics;
    }

    private static void load(Properties properties, Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
    }

    /** The topics that a setting names, directly or by another setting. */
    private static Set<String> topics(Properties configured, String key) {
        Set<String> topics = new TreeSet<>();
        for (String name : configured.getProperty(key, "").split(",")) {
            if (name.startsWith("${")) {
                topics.addAll(topics(configured, name.substring(2, name.length() - 1)));
            } else if (!name.isEmpty()) {
                topics.add(name);
            }
        }
        return topics;
    }

    @Test
    void theTraceIsOptional() {
        JsonNode headers = document.at("/components/schemas/CloudEventHeaders");
        Set<String> optional = new TreeSet<>();
        headers.path("properties").fieldNames().forEachRemaining(optional::add);
        headers.path("required").forEach(name -> optional.remove(name.asText()));

        assertEquals(Set.of("traceparent"), optional);
    }

    /** The event type that an operation's message stands for, through the channel's message. */
    private String messageOf(JsonNode reference) {
        JsonNode onChannel = document.at(reference.path("$ref").asText().substring(1));
        return document.at(onChannel.path("$ref").asText().substring(1))
                .path("name")
                .asText();
    }
}
