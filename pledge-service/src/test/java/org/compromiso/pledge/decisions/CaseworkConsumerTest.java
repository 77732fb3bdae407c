package org.compromiso.pledge.decisions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.platform.testing.EventContract;
import org.compromiso.pledge.PledgeFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service understands everything that the contracts show, and what is added to them later. */
class CaseworkConsumerTest {

    private static final EventContract CONTRACT = new EventContract(CaseworkConsumer.REVIEW_COMPLETED);

    @Test
    void every_example_of_a_decision_is_understood() {
        var examples = CONTRACT.examples();

        assertFalse(examples.isEmpty());
        examples.stream()
                .filter(e -> e.at("/review/purpose").asText().equals("screening"))
                .forEach(example -> {
                    var screening = CaseworkConsumer.screening(event(example));
                    assertEquals(example.at("/review/subject/reference").asText(), screening.reference());
                    assertEquals(example.at("/what/outcome").asText(), screening.outcome());
                    assertEquals(
                            example.at("/what/on").asText(),
                            screening.decidedOn().toString());
                });
        examples.stream()
                .filter(e -> e.at("/review/purpose").asText().equals("compliance"))
                .forEach(example -> {
                    var decision = CaseworkConsumer.complianceDecision(event(example));
                    assertEquals(example.at("/review/number").asInt(), decision.caseNumber());
                    assertEquals(example.at("/what/verdict").asText(), decision.verdict());
                    assertEquals(example.at("/what/comment").asText(), decision.comment());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {CaseworkConsumer.DRAFT_CREATED, CaseworkConsumer.DRAFT_DELETED})
    void every_example_of_what_became_of_a_draft_is_understood(String type) {
        var examples = new EventContract(type).examples();

        assertFalse(examples.isEmpty());
        examples.forEach(example -> {
            ((ObjectNode) example.get("practice")).put("mood", "good");
            var answer = CaseworkConsumer.draftAnswer(event(example));
            assertEquals(example.at("/practice/pledge").asText(), answer.pledge());
            assertEquals(example.at("/practice/reference").asText(), answer.practice());
            assertEquals(example.at("/what/request").asInt(), answer.request());
        });
    }

    @Test
    void unknown_fields_and_codes_are_tolerated() {
        var example = (ObjectNode) CONTRACT.examples().stream()
                .filter(e -> e.at("/review/purpose").asText().equals("screening"))
                .findFirst()
                .orElseThrow();
        example.put("later", true);
        ((ObjectNode) example.get("what")).put("outcome", "deferred").put("mood", "good");

        assertEquals("deferred", CaseworkConsumer.screening(event(example)).outcome());
    }

    @Test
    void a_decision_about_nothing_is_poison() {
        var event = event(PledgeFixtures.json("{\"what\":{\"outcome\":\"accepted\"}}"));

        assertThrows(PoisonException.class, () -> CaseworkConsumer.screening(event));
        assertThrows(PoisonException.class, () -> CaseworkConsumer.draftAnswer(event));
    }

    private static IncomingEvent event(JsonNode value) {
        return new IncomingEvent(
                UUID.randomUUID(),
                "type",
                "subject",
                1,
                OffsetDateTime.parse("2026-11-21T10:00:00Z"),
                "key",
                value,
                Optional.empty());
    }
}
