package org.compromiso.pledge.practice;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.compromiso.pledge.life.Register.ILO;
import static org.compromiso.pledge.life.Register.PERU;
import static org.compromiso.pledge.life.Register.SECRETARIAT;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.compromiso.platform.testing.EventContract;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.platform.testing.Topic;
import org.compromiso.pledge.MovableClock;
import org.compromiso.pledge.PledgeFixtures;
import org.compromiso.pledge.life.Register;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** From a fulfilled pledge to the practice made from it, as its owner, practice-service and the public see it. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class PracticeDraftTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CASEWORK = "compromiso.casework.v1";
    private static final String PRACTICES = "compromiso.practices.v1";
    private static final String REQUESTED = "org.compromiso.casework.PracticeDraftRequested.v1";
    private static final String CREATED = "org.compromiso.casework.PracticeDraftCreated.v1";
    private static final String DELETED = "org.compromiso.casework.PracticeDraftDeleted.v1";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    Register register;

    @Inject
    MovableClock clock;

    private final String practice = newPractice();

    /** Through Kafka: asked for, made, published. */
    @Test
    void a_fulfilled_pledge_becomes_a_practice_that_everyone_sees_once_it_is_published() {
        var reference = fulfilled();

        request(ILO, reference)
                .then()
                .statusCode(202)
                .body("$", hasKey("practice"))
                .body("practice", nullValue());
        request(ILO, reference).then().statusCode(202);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(1, requests(reference).size()));
        var asked = requests(reference).get(0);
        assertEquals(1, asked.at("/what/request").asInt());
        assertEquals(PledgeFixtures.ILO, asked.at("/what/owner").asText());
        assertEquals("null", asked.at("/what/recordedBy").toString());
        assertEquals(
                "Fair recruitment for migrant workers",
                asked.at("/pledge/title").asText());

        send(CASEWORK, CREATED, practice, answer(reference, 1, practice));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> request(ILO, reference).then().statusCode(200).body("practice", equalTo(practice)));
        seen(ILO, reference, practice);
        seen(SECRETARIAT, reference, practice);
        seen(PERU, reference, null);
        given().get("/api/pledges/" + reference)
                .then()
                .body("$", hasKey("practice"))
                .body("practice", nullValue());

        send(PRACTICES, PracticesConsumer.PUBLISHED, practice, published(reference, practice));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> given().get("/api/pledges/" + reference).then().body("practice", equalTo(practice)));
        assertEquals(1, requests(reference).size());
        assertEquals(
                List.of(),
                new Topic(kafka, "compromiso.pledges.v1")
                        .of(reference).stream()
                                .filter(sent -> sent.value().contains(practice))
                                .toList());
    }

    @Test
    void only_a_fulfilled_pledge_is_turned_into_a_practice() {
        var reference = register.registered();
        given().auth()
                .oauth2(ILO)
                .header("Accept-Language", "es")
                .post("/api/pledges/" + reference + "/practice-draft")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:compromiso:problem:not-fulfilled-yet"))
                .body("detail", containsString("not-started"))
                .body("title", equalTo("Aún no está cumplido"));

        // The reviewers' voice goes before the owner's.
        register.report(ILO, reference, clock.today(), "fulfilled", true);
        register.assess(reference, 1, "limited", clock.today());
        request(ILO, reference).then().statusCode(409);

        register.assess(reference, 2, "complete", clock.today());
        request(ILO, reference).then().statusCode(202);
    }

    @Test
    void a_pledge_that_is_no_longer_registered_is_not_turned_into_a_practice() {
        var reference = fulfilled();
        register.post(ILO, reference, "withdrawal", "{\"reason\":\"The programme ended\"}");

        request(ILO, reference).then().statusCode(409).body("type", equalTo("urn:compromiso:problem:not-registered"));
    }

    @Test
    void only_its_owner_may_ask() {
        var reference = fulfilled();

        request(PERU, reference).then().statusCode(403).body("type", equalTo("urn:compromiso:problem:not-owner"));
        request(SECRETARIAT, reference)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:compromiso:problem:not-owner"));
        given().post("/api/pledges/" + reference + "/practice-draft").then().statusCode(401);
        register.read(ILO, reference).then().body("version", equalTo(3));
        request(ILO, "P-2026-999999999").then().statusCode(404);
        var draft = register.create(ILO, PledgeFixtures.smallestDraft())
                .path("reference")
                .toString();
        request(PERU, draft).then().statusCode(404);
        request(ILO, draft).then().statusCode(409).body("type", equalTo("urn:compromiso:problem:not-registered"));
    }

    @Test
    void the_secretariat_asks_for_a_pledge_that_it_recorded() {
        var reference = register.registered(SECRETARIAT, PledgeFixtures.completePledge());
        register.assess(reference, 1, "complete", clock.today());

        request(SECRETARIAT, reference).then().statusCode(202);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(1, requests(reference).size()));
        var what = requests(reference).get(0).get("what");
        assertEquals(PledgeFixtures.ILO, what.get("owner").asText());
        assertEquals(
                UUID.nameUUIDFromBytes("secretariat".getBytes()).toString(),
                what.get("recordedBy").asText());
    }

    /** Some identity providers give subjects that are no UUIDs. */
    @Test
    void a_member_of_the_secretariat_is_known_by_a_pseudonym_whatever_its_subject_is() {
        var member = Tokens.token("secretariat", List.of("secretariat"), Map.of("sub", "idp|ana.quispe"));
        var reference = register.registered(member, PledgeFixtures.completePledge());
        register.assess(reference, 1, "complete", clock.today());

        request(member, reference).then().statusCode(202);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(1, requests(reference).size()));
        assertEquals(
                UUID.nameUUIDFromBytes("idp|ana.quispe".getBytes(UTF_8)).toString(),
                requests(reference).get(0).at("/what/recordedBy").asText());
    }

    @Test
    void of_many_requests_at_once_one_is_told() throws Exception {
        var reference = fulfilled();
        var owners = Executors.newFixedThreadPool(8);

        Callable<Integer> asking = () -> request(ILO, reference).statusCode();
        for (var answer : owners.invokeAll(Collections.nCopies(8, asking))) {
            assertEquals(202, answer.get());
        }
        owners.shutdown();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(1, requests(reference).size()));
        register.read(ILO, reference).then().body("version", equalTo(4));
    }

    @Test
    void a_repeated_key_is_answered_with_what_is_known_now() {
        var reference = fulfilled();
        var key = UUID.randomUUID().toString();
        keyed(reference, key).then().statusCode(202);
        created(UUID.randomUUID(), reference, 1, practice);

        keyed(reference, key).then().statusCode(200).body("practice", equalTo(practice));
    }

    @Test
    void a_deleted_draft_frees_the_pledge_and_what_is_late_changes_nothing() {
        var reference = fulfilled();
        request(ILO, reference);
        var event = UUID.randomUUID();
        created(event, reference, 1, practice);
        created(event, reference, 1, practice);
        created(UUID.randomUUID(), reference, 1, practice);
        register.read(ILO, reference).then().body("version", equalTo(5)).body("practice", equalTo(practice));

        deleted(reference, 1, practice);
        register.read(ILO, reference).then().body("version", equalTo(6)).body("practice", nullValue());
        created(UUID.randomUUID(), reference, 1, practice);
        register.read(ILO, reference).then().body("version", equalTo(6)).body("practice", nullValue());

        request(ILO, reference).then().statusCode(202);
        deleted(reference, 1, practice);
        created(UUID.randomUUID(), reference, 1, practice);
        request(ILO, reference).then().statusCode(202);
        var second = newPractice();
        created(UUID.randomUUID(), reference, 2, second);
        request(ILO, reference).then().statusCode(200).body("practice", equalTo(second));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(
                        List.of(1, 2),
                        requests(reference).stream()
                                .map(asked -> asked.at("/what/request").asInt())
                                .toList()));
    }

    @Test
    void an_edition_that_is_heard_of_first_is_the_last_word() {
        var reference = fulfilled();
        request(ILO, reference);

        publish(reference, practice);
        publish(reference, practice);
        created(UUID.randomUUID(), reference, 1, practice);
        deleted(reference, 1, practice);

        request(ILO, reference).then().statusCode(200).body("practice", equalTo(practice));
        given().get("/api/pledges/" + reference)
                .then()
                .body("practice", equalTo(practice))
                .body("version", equalTo(5));
    }

    @Test
    void a_practice_stays_linked_when_the_pledge_ends() {
        var reference = fulfilled();
        request(ILO, reference);
        created(UUID.randomUUID(), reference, 1, practice);
        register.post(ILO, reference, "withdrawal", "{\"reason\":\"The programme ended\"}");

        request(ILO, reference).then().statusCode(200).body("practice", equalTo(practice));
    }

    @Test
    void every_example_of_an_edition_is_understood_and_most_are_of_no_pledge() {
        for (var example : new EventContract(PracticesConsumer.PUBLISHED).examples()) {
            var edition = (ObjectNode) example;
            edition.put("later", true);
            ((ObjectNode) edition.get("practice")).put("state", "celebrated");
            register.apply(PRACTICES, UUID.randomUUID(), PracticesConsumer.PUBLISHED, edition.toString());
        }
        register.apply(PRACTICES, UUID.randomUUID(), "org.compromiso.PracticeCelebrated.v1", "{}");
    }

    @Test
    void an_answer_about_an_unknown_pledge_is_dropped() {
        created(UUID.randomUUID(), "P-2026-999999999", 1, practice);
        publish("P-2026-999999999", practice);
    }

    private String fulfilled() {
        var reference = register.registered();
        register.assess(reference, 1, "complete", clock.today());
        return reference;
    }

    private static Response request(String token, String reference) {
        return given().auth().oauth2(token).post("/api/pledges/" + reference + "/practice-draft");
    }

    private static Response keyed(String reference, String key) {
        return given().auth()
                .oauth2(ILO)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body("{}")
                .post("/api/pledges/" + reference + "/practice-draft");
    }

    private void seen(String token, String reference, String expected) {
        register.read(token, reference).then().statusCode(200).body("practice", equalTo(expected));
    }

    private void created(UUID event, String reference, int request, String draft) {
        register.apply(CASEWORK, event, CREATED, answer(reference, request, draft));
    }

    private void deleted(String reference, int request, String draft) {
        register.apply(CASEWORK, UUID.randomUUID(), DELETED, answer(reference, request, draft));
    }

    private void publish(String reference, String edition) {
        register.apply(PRACTICES, UUID.randomUUID(), PracticesConsumer.PUBLISHED, published(reference, edition));
    }

    private void send(String topic, String type, String subject, String value) {
        new Topic(kafka, topic).send(UUID.randomUUID(), type, subject, subject, 1, value);
    }

    private static String answer(String reference, int request, String draft) {
        return """
                {"what":{"request":%d,"on":"2026-11-21"},
                 "practice":{"reference":"%s","version":0,"owner":"%s","pledge":"%s","demo":false}}""".formatted(request, draft, PledgeFixtures.ILO, reference);
    }

    private static String published(String reference, String edition) {
        return """
                {"what":{"edition":1,"submission":1,"on":"2026-11-21"},
                 "practice":{"reference":"%s","version":3,"edition":1,"state":"published","pledge":"%s"}}""".formatted(edition, reference);
    }

    private static String newPractice() {
        return "R-2026-" + ThreadLocalRandom.current().nextLong(1_000_000_000L, 1_000_000_000_000L);
    }

    private List<JsonNode> requests(String reference) {
        return new Topic(kafka, CASEWORK)
                .of(reference).stream()
                        .filter(sent -> sent.type().equals(REQUESTED))
                        .map(sent -> tree(sent.value()))
                        .toList();
    }

    private static JsonNode tree(String value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
