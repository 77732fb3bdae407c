package org.compromiso.review.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.platform.testing.EventContract;
import org.compromiso.review.ReviewFixtures;
import org.compromiso.review.decision.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service understands every submission that the contracts show, and what is added to them later. */
class SubmittedEventContractTest {

    @ParameterizedTest
    @CsvSource({SubmittedEvent.PLEDGE + ", SCREENING, pledge", SubmittedEvent.PRACTICE + ", PEER_REVIEW, practice"})
    void every_example_is_understood(String type, Purpose purpose, String subject) {
        var examples = new EventContract(type).examples();

        assertFalse(examples.isEmpty());
        for (var example : examples) {
            var submission = SubmittedEvent.submission(event(type, example)).orElseThrow();
            assertEquals(purpose, submission.purpose());
            assertEquals(example.at("/" + subject + "/reference").asText(), submission.reference());
            assertEquals(example.at("/what/submission").asInt(), submission.submission());
            assertEquals(example.at("/what/owner").asText(), submission.owner());
            assertEquals(example.at("/what/recordedBy").textValue(), submission.recordedBy());
            assertEquals(example.at("/what/recordedBySecretariat").asBoolean(), submission.recordedBySecretariat());
            assertEquals(example.get(subject), submission.content());
        }
    }

    @Test
    void unknown_fields_and_codes_are_tolerated() {
        var example = ReviewFixtures.submitted("P-2026-1234567", 3);
        example.put("later", true);
        ((ObjectNode) example.get("what")).put("channel", "mail");
        ((ObjectNode) example.get("pledge")).put("type", "regional").put("mood", "good");

        var submission =
                SubmittedEvent.submission(event(SubmittedEvent.PLEDGE, example)).orElseThrow();

        assertEquals("P-2026-1234567", submission.reference());
        assertEquals("regional", submission.content().get("type").asText());
    }

    @Test
    void other_types_are_passed_over() {
        assertTrue(SubmittedEvent.submission(
                        event("org.compromiso.casework.ReviewCompleted.v1", ReviewFixtures.json("{\"what\":{}}")))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"what\":{\"submission\":1,\"owner\":\"E\"}}",
                "{\"what\":{\"submission\":0,\"owner\":\"E\"},\"pledge\":{\"reference\":\"P-2026-000001\",\"title\":\"T\"}}",
                "{\"what\":{\"submission\":\"1\",\"owner\":\"E\"},\"pledge\":{\"reference\":\"P-2026-000001\",\"title\":\"T\"}}",
                "{\"what\":{\"submission\":1,\"owner\":\"E\"},\"pledge\":{\"reference\":\"X-1\",\"title\":\"T\"}}",
                "{\"what\":{\"submission\":1,\"owner\":null},\"pledge\":{\"reference\":\"P-2026-000001\",\"title\":\"T\"}}"
            })
    void what_no_case_can_be_opened_for_is_poison(String value) {
        var event = event(SubmittedEvent.PLEDGE, ReviewFixtures.json(value));

        assertThrows(PoisonException.class, () -> SubmittedEvent.submission(event));
    }

    private static IncomingEvent event(String type, JsonNode value) {
        return new IncomingEvent(
                UUID.randomUUID(),
                type,
                "P-2026-000001",
                1,
                OffsetDateTime.parse("2026-11-21T10:00:00Z"),
                "P-2026-000001",
                value,
                Optional.empty());
    }
}
