package org.compromiso.practice.casework;

import static org.compromiso.practice.PracticeFixtures.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service understands everything that the contracts show, and what is added to them later. */
class CaseworkConsumerTest {

    private static final EventContract DECISIONS = new EventContract(CaseworkConsumer.REVIEW_COMPLETED);
    private static final EventContract REQUESTS = new EventContract(CaseworkConsumer.DRAFT_REQUESTED);

    @Test
    void every_example_of_a_decision_is_understood() {
        var examples = DECISIONS.examples();

        assertFalse(examples.isEmpty());
        examples.stream()
                .filter(e -> e.at("/review/purpose").asText().equals("peer-review"))
                .forEach(example -> {
                    var review = CaseworkConsumer.peerReview(event(example));
                    assertEquals(example.at("/review/subject/reference").asText(), review.reference());
                    assertEquals(example.at("/what/outcome").asText(), review.outcome());
                    assertEquals(
                            example.at("/what/on").asText(), review.decidedOn().toString());
                });
    }

    @Test
    void every_example_of_a_request_is_understood() {
        var examples = REQUESTS.examples();

        assertFalse(examples.isEmpty());
        examples.forEach(example -> {
            var request = CaseworkConsumer.draftRequest(event(example));
            assertEquals(example.at("/pledge/reference").asText(), request.pledge());
            assertEquals(example.at("/what/request").asInt(), request.number());
            assertEquals(example.at("/what/owner").asText(), request.owner());
            assertEquals(example.at("/what/recordedBySecretariat").asBoolean(), request.recordedBy() != null);
            assertEquals(example.at("/pledge/demo").asBoolean(), request.demo());
            assertEquals(example.at("/pledge/title").asText(), request.form().title());
            assertEquals(
                    example.at("/pledge/entity/name").asText(),
                    request.form().implementer().name());
            assertEquals(
                    example.at("/pledge/objectives/primary/0").asInt(),
                    request.form().objectives().primary().get(0));
        });
    }

    @Test
    void what_was_promised_is_not_taken_for_what_was_done() {
        var example = request();
        ((ObjectNode) example.get("pledge"))
                .put("description", "We will")
                .put("type", "individual")
                .put("startsOn", "2026-12-01")
                .put("endsOn", "2028-06-30");

        var form = CaseworkConsumer.draftRequest(event(example)).form();

        assertNull(form.description());
        assertNull(form.type());
        assertNull(form.startsOn());
        assertNull(form.endsOn());
    }

    @Test
    void unknown_fields_and_codes_of_a_decision_are_tolerated() {
        var example = (ObjectNode) DECISIONS.examples().stream()
                .filter(e -> e.at("/review/purpose").asText().equals("peer-review"))
                .findFirst()
                .orElseThrow();
        example.put("later", true);
        ((ObjectNode) example.get("what")).put("outcome", "deferred").put("mood", "good");

        assertEquals("deferred", CaseworkConsumer.peerReview(event(example)).outcome());
    }

    @Test
    void unknown_fields_and_codes_of_a_request_are_tolerated() {
        var example = request();
        ((ObjectNode) example.get("what")).put("mood", "good");
        ((ObjectNode) example.get("pledge")).put("scope", "planetary");
        ((ObjectNode) example.at("/pledge/entity")).put("kind", "cooperative").put("mood", "good");
        ((ObjectNode) example.at("/pledge/objectives")).put("mood", "good");

        var form = CaseworkConsumer.draftRequest(event(example)).form();

        assertEquals("planetary", form.scope());
        assertEquals("cooperative", form.implementer().kind());
    }

    @Test
    void a_title_is_enough_to_start_from() {
        var form = CaseworkConsumer.draftRequest(
                        event(
                                json(
                                        "{\"what\":{\"request\":1,\"owner\":\"E\"},\"pledge\":{\"reference\":\"P-2026-000001\",\"title\":\"T\"}}")))
                .form();

        assertEquals("T", form.title());
        assertNull(form.implementer());
        assertTrue(form.countries().isEmpty());
    }

    @Test
    void a_decision_about_nothing_is_poison() {
        var event = event(json("{\"what\":{\"outcome\":\"accepted\"}}"));

        assertThrows(PoisonException.class, () -> CaseworkConsumer.peerReview(event));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'what':{'request':0,'owner':'E'},'pledge':{'reference':'P-2026-000001','title':'T'}}",
                "{'what':{'request':1},'pledge':{'reference':'P-2026-000001','title':'T'}}",
                "{'what':{'request':1,'owner':'E'},'pledge':{'reference':'R-2026-000001','title':'T'}}",
                "{'what':{'request':1,'owner':'E'},'pledge':{'reference':'P-2026-000001'}}",
                "{'what':{'request':1,'owner':'E'},'pledge':{'reference':'P-2026-000001','title':'T','countries':7}}",
                "{'what':{'request':1,'owner':'E','recordedBy':'X'},'pledge':{'reference':'P-2026-000001','title':'T'}}"
            })
    void what_no_draft_can_be_made_of_is_poison(String value) {
        var event = event(json(value.replace('\'', '"')));

        assertThrows(PoisonException.class, () -> CaseworkConsumer.draftRequest(event));
    }

    private static ObjectNode request() {
        return (ObjectNode) REQUESTS.examples().get(0);
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
