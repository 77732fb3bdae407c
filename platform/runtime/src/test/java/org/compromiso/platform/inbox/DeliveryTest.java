package org.compromiso.platform.inbox;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.platform.testing.Topic;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** An event is applied once; what can't be applied steps aside, can be seen, and can be applied later. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class DeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String DEAD = "compromiso.casework.v1.platform-test.dlq";

    @Inject
    Ledger ledger;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private final String subject = "S-" + UUID.randomUUID();

    @Test
    void a_copy_of_an_event_changes_nothing() {
        var id = UUID.randomUUID();
        send(id, subject, 1);
        send(id, subject, 1);
        send(UUID.randomUUID(), subject, 2);

        await().atMost(SOON).until(() -> ledger.applied().contains(subject + "/2"));

        assertEquals(
                1, ledger.applied().stream().filter((subject + "/1")::equals).count());
    }

    @Test
    void what_follows_from_an_event_continues_its_trace() {
        var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        sendWithTrace(trace);

        var told = new Topic(kafka, "compromiso.reviews.v1");
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(1, told.of(subject).size()));

        var next = told.of(subject).get(0).headers().get("traceparent");
        assertTrue(next.matches("00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01"), next);
        assertFalse(next.contains("b7ad6b7169203331"), next);
    }

    @Test
    void a_trace_that_cannot_be_read_is_no_reason_to_refuse_an_event() {
        sendWithTrace("nonsense");

        await().atMost(SOON).until(() -> ledger.applied().contains(subject + "/1"));
    }

    @Test
    void a_message_that_is_no_event_goes_to_the_dead_letters_and_the_partition_goes_on() {
        casework().send(subject, "poison", Map.of("ce_type", "org.compromiso.Any.v1"));
        send(UUID.randomUUID(), subject, 1);

        await().atMost(SOON).until(() -> ledger.applied().contains(subject + "/1"));

        var dead = new Topic(kafka, DEAD).of(subject);
        assertEquals(1, dead.size());
        assertEquals("poison", dead.get(0).value());
        assertEquals("Header ce_id is missing", dead.get(0).headers().get("dead-letter-reason"));
    }

    @Test
    void an_event_that_could_not_be_applied_is_applied_once_when_it_is_driven_again() {
        ledger.failing().add(subject);
        send(UUID.randomUUID(), subject, 1);
        var next = "S-" + UUID.randomUUID();
        send(UUID.randomUUID(), next, 1);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertEquals(1, new Topic(kafka, DEAD).of(subject).size()));
        assertFalse(ledger.applied().contains(subject + "/1"));
        int offset = deadLetters().extract().path("items.find { it.key == '%s' }.offset".formatted(subject));
        redrive(offset)
                .statusCode(409)
                .body("type", equalTo("urn:compromiso:problem:still-failing"))
                .body("detail", containsString("told to fail"));

        ledger.failing().remove(subject);
        redrive(offset).statusCode(200);
        redrive(offset).statusCode(200);

        assertEquals(
                1, ledger.applied().stream().filter((subject + "/1")::equals).count());
        deadLetters().body("items.find { it.key == '%s' }.redriven".formatted(subject), equalTo(true));
    }

    private ValidatableResponse deadLetters() {
        return given().auth()
                .oauth2(Tokens.admin())
                .get("/api/operations/dead-letters")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse redrive(int offset) {
        return given().auth()
                .oauth2(Tokens.admin())
                .contentType("application/json")
                .body("{}")
                .post("/api/operations/dead-letters/%s/0/%d/redrive".formatted(DEAD, offset))
                .then();
    }

    private Topic casework() {
        return new Topic(kafka, "compromiso.casework.v1");
    }

    private void sendWithTrace(String traceparent) {
        casework()
                .send(
                        subject,
                        "{}",
                        Map.of(
                                "ce_id",
                                UUID.randomUUID().toString(),
                                "ce_type",
                                "org.compromiso.Any.v1",
                                "ce_time",
                                "2026-11-21T10:00:00Z",
                                "ce_subject",
                                subject,
                                "ce_sequence",
                                "1",
                                "traceparent",
                                traceparent));
    }

    private void send(UUID id, String about, long sequence) {
        casework().send(id, "org.compromiso.Any.v1", about, about, sequence, "{}");
    }
}
