package org.compromiso.practice.publication;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.compromiso.practice.PracticeFixtures.completePractice;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.platform.testing.Topic;
import org.compromiso.practice.PracticeFixtures;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A practice from the first draft to its editions, as its focal point, the public and the other services see it. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class PracticeJourneyTest {

    static final String QUILMES = Tokens.pledger("pledger-quilmes", PracticeFixtures.QUILMES);
    static final String PERU = Tokens.pledger("pledger-pe", "Perú – MIGRACIONES");
    static final String SECRETARIAT = Tokens.secretariat("secretariat");

    private static final String DEAD_LETTERS = "compromiso.casework.v1.practice-service.dlq";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All that the public may see of a practice; a new field is added here on purpose or not at all. */
    private static final Set<String> PUBLIC = new TreeSet<>(List.of(
            "reference",
            "owner",
            "state",
            "submission",
            "edition",
            "title",
            "language",
            "summary",
            "description",
            "type",
            "implementer",
            "partners",
            "donors",
            "scope",
            "countries",
            "regions",
            "locality",
            "startsOn",
            "endsOn",
            "objectives",
            "principles",
            "sdgTargets",
            "beneficiaries",
            "results",
            "evaluation",
            "innovation",
            "replicability",
            "lessons",
            "recommendations",
            "resources",
            "call",
            "pledge",
            "warnings",
            "publishedOn",
            "demo",
            "version",
            "createdAt"));

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void an_approved_practice_becomes_public_without_its_contact_and_is_told_to_partners_once() throws Exception {
        var reference = submitted();

        var decision = decide(reference, 1, "approved", null);
        decide(decision, reference, 1, "approved", null);

        awaitState(reference, "approved");
        var body = given().get("/api/practices/" + reference)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("state", equalTo("published"))
                .body("edition", equalTo(1))
                .extract()
                .asString();
        var seen = new TreeSet<String>();
        JSON.readTree(body).fieldNames().forEachRemaining(seen::add);
        assertEquals(PUBLIC, seen);
        assertFalse(body.contains("Quispe") || body.contains("ana.quispe"));
        // A marker that is handled after the copy: then the copy has been handled too.
        decide(reference, 9, "approved", null);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(
                        List.of("org.compromiso.PracticePublished.v1"),
                        practices(reference).stream().map(Topic.Sent::type).toList()));
        var published = practices(reference).get(0);
        assertEquals(2, published.sequence());
        assertEquals(reference, published.headers().get("ce_subject"));
        var submission = casework(reference).stream()
                .filter(sent -> sent.type().equals("org.compromiso.casework.PracticeSubmitted.v1"))
                .toList();
        assertEquals(1, submission.size());
        for (var sent : List.of(published, submission.get(0))) {
            assertFalse(sent.value().contains("Quispe") || sent.value().contains("contact"), sent.value());
        }
        var what = JSON.readTree(submission.get(0).value()).get("what");
        assertEquals(PracticeFixtures.QUILMES, what.get("owner").asText());
        assertEquals("null", what.get("recordedBy").toString());
    }

    @Test
    void a_returned_round_shows_its_owner_why_and_its_next_submission_has_the_next_number() {
        var reference = submitted();

        decide(reference, 1, "returned", "Say how many people came.");

        awaitState(reference, "returned");
        read(reference, QUILMES)
                .body("returned.comment", equalTo("Say how many people came."))
                .body("contact.name", equalTo("Ana Quispe"));
        given().get("/api/practices/" + reference).then().statusCode(404);
        patch(reference, 2, "{\"results\":\"400 personas.\"}").statusCode(200).body("state", equalTo("returned"));
        submit(reference, 3).statusCode(200).body("submission", equalTo(2)).body("results", equalTo("400 personas."));

        // An old decision, and one that is to come, say nothing about the submission that is waited for.
        decide(reference, 1, "approved", null);
        decide(reference, 3, "approved", null);
        decide(reference, 2, "rejected", "No.");

        awaitState(reference, "rejected");
        read(reference, QUILMES).body("edition", equalTo(0)).body("returned.outcome", equalTo("rejected"));
        patch(reference, 5, "{\"title\":\"Another\"}").statusCode(409).body("type", containsString("not-editable"));
        given().get("/api/practices/" + reference).then().statusCode(404);
    }

    @Test
    void the_edition_stays_public_whatever_happens_to_a_newer_round() {
        var reference = published();

        patch(reference, 2, "{\"title\":\"Second edition\",\"contact\":{\"name\":\"Luz Paz\"}}")
                .statusCode(200)
                .body("state", equalTo("draft"))
                .body("contact.name", equalTo("Luz Paz"))
                .body("summary", containsString("Jornadas"));
        title(reference, "Consulados móviles");
        submit(reference, 3).statusCode(200).body("submission", equalTo(2));
        patch(reference, 4, "{\"title\":\"No\"}").statusCode(409).body("type", containsString("under-review"));
        delete(reference, 4).statusCode(409).body("type", containsString("under-review"));
        decide(reference, 2, "returned", "Private words");
        awaitState(reference, "returned");
        title(reference, "Consulados móviles");
        delete(reference, 5).statusCode(204);
        read(reference, QUILMES)
                .body("state", equalTo("approved"))
                .body("contact.name", equalTo("Ana Quispe"))
                .body("title", equalTo("Consulados móviles"));
        patch(reference, 6, "{\"title\":\"Third try\"}").statusCode(200);
        submit(reference, 7).statusCode(200).body("submission", equalTo(3));
        decide(reference, 3, "approved", null);
        awaitState(reference, "approved");
        title(reference, "Third try").body("edition", equalTo(2));
        given().get("/api/practices/" + reference + "/editions")
                .then()
                .statusCode(200)
                .body("items.edition", contains(2, 1))
                .body("items.title", contains("Third try", "Consulados móviles"))
                .body(not(containsString("Quispe")));
    }

    @Test
    void owner_and_secretariat_see_all_rounds_page_by_page() {
        var reference = submitted();
        decide(reference, 1, "returned", "Private words");
        awaitState(reference, "returned");
        submit(reference, 2).statusCode(200);

        var first = as(SECRETARIAT)
                .get("/api/practices/" + reference + "/editions?limit=1")
                .then()
                .statusCode(200)
                .body("items.state", contains("submitted"))
                .extract()
                .<String>path("next");

        as(SECRETARIAT)
                .get("/api/practices/" + reference + "/editions?limit=1&cursor=" + first)
                .then()
                .body("items.returned.comment", contains("Private words"))
                .body("next", nullValue());
        given().get("/api/practices/" + reference + "/editions").then().statusCode(404);
    }

    @Test
    void a_draft_is_nobody_elses_business_and_goes_with_its_contact() {
        var reference = draft(QUILMES);

        given().auth().oauth2(PERU).get("/api/practices/" + reference).then().statusCode(404);
        given().get("/api/practices/" + reference)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:compromiso:problem:not-found"));
        as(QUILMES).get("/api/practices?mine=true&limit=100").then().body("items.reference", hasItem(reference));
        as(PERU).get("/api/practices?mine=true&limit=100").then().body("items.reference", not(hasItem(reference)));
        delete(reference, 0).statusCode(204);
        as(QUILMES).get("/api/practices/" + reference).then().statusCode(404);
    }

    @Test
    void the_secretariat_records_for_the_implementer_who_then_owns_it() throws Exception {
        var reference = draft(SECRETARIAT);

        read(reference, QUILMES).body("owner", equalTo(PracticeFixtures.QUILMES));
        as(SECRETARIAT)
                .header("If-Match", "\"0\"")
                .body("{}")
                .post("/api/practices/" + reference + "/submission")
                .then()
                .statusCode(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(1, casework(reference).size()));
        var what = JSON.readTree(casework(reference).get(0).value()).get("what");
        assertEquals(JSON.readTree("true"), what.get("recordedBySecretariat"));
        assertEquals(
                UUID.nameUUIDFromBytes("secretariat".getBytes()).toString(),
                what.get("recordedBy").asText());
        as(SECRETARIAT)
                .get("/api/practices?state=submitted&limit=100")
                .then()
                .body("items.reference", hasItem(reference));
    }

    /** Some identity providers give subjects that are no UUIDs. */
    @Test
    void a_member_of_the_secretariat_is_known_by_a_pseudonym_whatever_its_subject_is() throws Exception {
        var member = Tokens.token("secretariat", List.of("secretariat"), Map.of("sub", "idp|ana.quispe"));
        var reference = draft(member);

        as(member)
                .header("If-Match", "\"0\"")
                .body("{}")
                .post("/api/practices/" + reference + "/submission")
                .then()
                .statusCode(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(1, casework(reference).size()));
        var what = JSON.readTree(casework(reference).get(0).value()).get("what");
        assertEquals(
                UUID.nameUUIDFromBytes("idp|ana.quispe".getBytes(UTF_8)).toString(),
                what.get("recordedBy").asText());
    }

    @Test
    void of_two_writers_on_one_draft_one_is_told_to_read_again_and_nothing_is_lost() throws Exception {
        var reference = draft(QUILMES);
        var go = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(2);
        var answers = new ArrayList<Future<Integer>>();
        for (var field : List.of("lessons", "recommendations")) {
            answers.add(pool.submit(() -> {
                go.await();
                return patch(reference, 0, "{\"" + field + "\":\"written\"}")
                        .extract()
                        .statusCode();
            }));
        }

        go.countDown();

        var statuses =
                new TreeSet<>(List.of(answers.get(0).get(), answers.get(1).get()));
        pool.shutdown();
        assertEquals(new TreeSet<>(List.of(200, 412)), statuses);
        var after = read(reference, QUILMES).body("version", equalTo(1)).extract();
        var first = answers.get(0).get() == 200;
        assertEquals(first ? "written" : null, after.path("lessons"));
        assertEquals(first ? null : "written", after.path("recommendations"));
    }

    @Test
    void a_poison_message_goes_to_the_dead_letters_and_the_partition_goes_on() {
        var reference = submitted();
        var id = UUID.randomUUID();
        new Topic(kafka, "compromiso.casework.v1")
                .send(id, "org.compromiso.casework.ReviewCompleted.v1", reference, id.toString(), 1, """
                        {"what":{},"review":{"purpose":"peer-review","subject":{"kind":"practice"}}}""");

        decide(reference, 1, "approved", null);

        awaitState(reference, "approved");
        assertEquals(1, deadLetters(reference).size());
    }

    @Test
    void a_decision_whose_outcome_is_not_known_waits_among_the_dead_letters_until_it_is() {
        var reference = submitted();
        decide(reference, 1, "deferred", "Come back in spring.");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(
                        List.of("The outcome deferred is not known"),
                        deadLetters(reference).stream()
                                .map(letter -> letter.headers().get("dead-letter-reason"))
                                .toList()));
        read(reference, QUILMES).body("state", equalTo("submitted")).body("version", equalTo(1));

        // Not taken for one that has been applied: it is tried again.
        redrive(reference)
                .statusCode(409)
                .body("type", equalTo("urn:compromiso:problem:still-failing"))
                .body("detail", containsString("deferred"));

        decide(reference, 1, "approved", null);
        awaitState(reference, "approved");
        redrive(reference).statusCode(200);
        read(reference, QUILMES).body("state", equalTo("approved")).body("version", equalTo(2));
    }

    @Test
    void demonstration_data_are_marked() {
        var demo = Tokens.token(
                "pledger-quilmes", List.of("pledger"), Map.of("entity", PracticeFixtures.QUILMES, "demo", true));
        read(draft(demo), demo).body("demo", equalTo(true));
        read(draft(QUILMES), QUILMES).body("demo", equalTo(false));
    }

    @Test
    void a_repeated_request_is_answered_again_and_done_once() {
        var key = UUID.randomUUID().toString();
        var first = as(QUILMES)
                .header("Idempotency-Key", key)
                .body(completePractice().toString())
                .post("/api/practices");
        var second = as(QUILMES)
                .header("Idempotency-Key", key)
                .body(completePractice().toString())
                .post("/api/practices");

        assertEquals(201, second.statusCode());
        assertEquals(first.<String>path("reference"), second.path("reference"));
    }

    static String draft(String token) {
        return as(token)
                .body(completePractice().toString())
                .post("/api/practices")
                .then()
                .statusCode(201)
                .header("ETag", "\"0\"")
                .header("Location", startsWith("/api/practices/R-"))
                .body("reference", org.hamcrest.Matchers.matchesPattern("R-[0-9]{4}-[0-9]{6}"))
                .extract()
                .path("reference");
    }

    static String submitted() {
        var reference = draft(QUILMES);
        submit(reference, 0).statusCode(200).body("state", equalTo("submitted")).body("submission", equalTo(1));
        return reference;
    }

    private String published() {
        var reference = submitted();
        decide(reference, 1, "approved", null);
        awaitState(reference, "approved");
        return reference;
    }

    static ValidatableResponse submit(String reference, long version) {
        return as(QUILMES)
                .header("If-Match", "\"" + version + "\"")
                .body("{}")
                .post("/api/practices/" + reference + "/submission")
                .then();
    }

    static ValidatableResponse patch(String reference, long version, String body) {
        return given().auth()
                .oauth2(QUILMES)
                .contentType("application/merge-patch+json")
                .header("If-Match", "\"" + version + "\"")
                .body(body.getBytes(UTF_8))
                .patch("/api/practices/" + reference)
                .then();
    }

    private static ValidatableResponse delete(String reference, long version) {
        return as(QUILMES)
                .header("If-Match", "\"" + version + "\"")
                .delete("/api/practices/" + reference)
                .then();
    }

    static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    private static ValidatableResponse read(String reference, String token) {
        return as(token).get("/api/practices/" + reference).then().statusCode(200);
    }

    private static ValidatableResponse title(String reference, String title) {
        return given().get("/api/practices/" + reference)
                .then()
                .statusCode(200)
                .body("title", equalTo(title))
                .body(not(containsString("Private words")));
    }

    private static void awaitState(String reference, String state) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> read(reference, QUILMES).body("state", equalTo(state)));
    }

    private List<Topic.Sent> practices(String reference) {
        return new Topic(kafka, "compromiso.practices.v1").of(reference);
    }

    private List<Topic.Sent> casework(String reference) {
        return new Topic(kafka, "compromiso.casework.v1").of(reference);
    }

    private List<Topic.Sent> deadLetters(String reference) {
        return new Topic(kafka, DEAD_LETTERS).of(reference);
    }

    private static ValidatableResponse redrive(String reference) {
        var letter = as(Tokens.admin())
                .get("/api/operations/dead-letters")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("items.find { it.key == '%s' }".formatted(reference));
        return as(Tokens.admin())
                .body("{}")
                .post("/api/operations/dead-letters/%s/%s/%s/redrive"
                        .formatted(DEAD_LETTERS, letter.get("partition"), letter.get("offset")))
                .then();
    }

    private UUID decide(String reference, int submission, String outcome, String comment) {
        var id = UUID.randomUUID();
        decide(id, reference, submission, outcome, comment);
        return id;
    }

    private void decide(UUID id, String reference, int submission, String outcome, String comment) {
        new Topic(kafka, "compromiso.casework.v1")
                .send(id, "org.compromiso.casework.ReviewCompleted.v1", reference, id.toString(), 2, """
                        {"what":{"outcome":"%s","verdict":null,"on":"2026-11-21","comment":%s,"criteria":[]},
                         "review":{"id":"%s","purpose":"peer-review",
                           "subject":{"reference":"%s","submission":%d,"kind":"practice"},"number":1,"state":"decided",
                           "outcome":"%s","verdict":null,"version":2}}""".formatted(
                        outcome, comment == null ? "null" : "\"" + comment + "\"", id, reference, submission, outcome));
    }
}
