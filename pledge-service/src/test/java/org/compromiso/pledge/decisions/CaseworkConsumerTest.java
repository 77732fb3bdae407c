package org.compromiso.pledge.decisions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.platform.testing.EventContract;
import org.compromiso.pledge.PledgeFixtures;
import org.junit.jupiter.api.Test;

/** The service understands every decision that the contracts show, and what is added to them later. */
class CaseworkConsumerTest {

    private static final EventContract CONTRACT = new EventContract(CaseworkConsumer.REVIEW_COMPLETED);

    @Test
    void every_example_is_understood() {
        var examples = CONTRACT.examples();

        assertFalse(examples.isEmpty());
        examples.stream()
                .filter(e -> e.at("/review/purpose").asText().equals("screening"))
                .forEach(example -> {
                    var screening = CaseworkConsumer.screening(example);
                    assertEquals(example.at("/review/subject/reference").asText(), screening.reference());
                    assertEquals(example.at("/what/outcome").asText(), screening.outcome());
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

        assertEquals("deferred", CaseworkConsumer.screening(example).outcome());
    }

    @Test
    void a_decision_about_nothing_is_poison() {
        assertThrows(
                PoisonException.class,
                () -> CaseworkConsumer.screening(PledgeFixtures.json("{\"what\":{\"outcome\":\"accepted\"}}")));
    }
}
