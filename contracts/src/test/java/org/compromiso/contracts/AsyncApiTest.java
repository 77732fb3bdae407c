package org.compromiso.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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
