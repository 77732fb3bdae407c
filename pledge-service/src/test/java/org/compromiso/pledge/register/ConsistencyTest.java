package org.compromiso.pledge.register;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.compromiso.pledge.PledgeFixtures.completePledge;
import static org.compromiso.pledge.PledgeFixtures.smallestDraft;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.platform.testing.Topic;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Copies, repeats and rivals change nothing twice and lose nothing. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class ConsistencyTest {

    private static final String ILO = PledgeJourneyTest.ILO;
    private static final Duration SOON = Duration.ofSeconds(20);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    DataSource database;

    @Test
    void a_decision_that_comes_twice_is_applied_once() throws Exception {
        var reference = PledgeJourneyTest.submitted();
        var id = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            accept(id, reference);
        }
        accept(UUID.randomUUID(), reference);

        await().atMost(SOON)
                .untilAsserted(
                        () -> given().get("/api/pledges/" + reference).then().statusCode(200));
        var after = PledgeJourneyTest.submitted();
        accept(UUID.randomUUID(), after, reference);
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/api/pledges/" + after).then().statusCode(200));
        assertEquals(
                1,
                count("select count(*) from outbox where key = '%s' and type like '%%Registered%%'"
                        .formatted(reference)));
    }

    @Test
    void of_two_writers_one_is_told_to_read_again_and_nothing_of_the_other_is_lost() throws Exception {
        var reference = draft();
        var writers = Executors.newFixedThreadPool(2);

        List<Callable<Response>> writes = List.of(
                () -> change(reference, "\"0\"", "{\"title\":\"By the first\"}"),
                () -> change(reference, "\"0\"", "{\"title\":\"By the second\"}"));
        var answers = writers.invokeAll(writes);
        writers.shutdown();

        var statuses =
                List.of(answers.get(0).get().statusCode(), answers.get(1).get().statusCode());
        assertTrue(statuses.contains(200) && statuses.contains(412), statuses.toString());
        var winner = answers.get(statuses.indexOf(200)).get().path("title").toString();
        PledgeJourneyTest.read(reference, ILO).body("title", equalTo(winner)).body("version", equalTo(1));
    }

    @Test
    void a_repeated_request_is_answered_like_the_first_and_done_once() throws Exception {
        var key = UUID.randomUUID().toString();

        var first = create(key, completePledge().toString());
        var again = create(key, completePledge().toString());

        assertEquals(201, first.statusCode());
        assertEquals(201, again.statusCode());
        assertEquals(first.path("reference").toString(), again.path("reference").toString());
        assertEquals(first.header("ETag"), again.header("ETag"));
        assertEquals(first.header("Location"), again.header("Location"));
    }

    @Test
    void a_key_used_with_another_body_is_refused() {
        var key = UUID.randomUUID().toString();
        create(key, completePledge().toString());

        create(key, smallestDraft().toString())
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("idempotency-key-reused"));
    }

    @Test
    void a_repeated_submission_is_answered_before_its_version_is_looked_at() {
        var reference = draft();
        var key = UUID.randomUUID().toString();
        submit(reference, key).then().statusCode(200).body("submission", equalTo(1));

        submit(reference, key).then().statusCode(200).header("ETag", "\"1\"").body("submission", equalTo(1));
    }

    @Test
    void a_refused_submission_leaves_neither_change_nor_event() throws Exception {
        var reference = given().auth()
                .oauth2(ILO)
                .contentType("application/json")
                .body(smallestDraft().toString())
                .post("/api/pledges")
                .path("reference")
                .toString();

        submit(reference, UUID.randomUUID().toString()).then().statusCode(422);

        PledgeJourneyTest.read(reference, ILO)
                .body("registration", equalTo("draft"))
                .body("version", equalTo(0));
        assertEquals(0, count("select count(*) from outbox where key = '%s'".formatted(reference)));
    }

    @Test
    void a_deleted_draft_leaves_no_persons_behind() throws Exception {
        var reference = draft();

        given().auth()
                .oauth2(ILO)
                .header("If-Match", "\"0\"")
                .delete("/api/pledges/" + reference)
                .then()
                .statusCode(204);

        assertEquals(0, count("select count(*) from pledge_persons where reference = '%s'".formatted(reference)));
        given().auth().oauth2(ILO).get("/api/pledges/" + reference).then().statusCode(404);
    }

    @Test
    void a_list_goes_on_where_it_stopped_whatever_is_added() {
        var owner = Tokens.pledger("pledger-list", "Lists Ltd " + UUID.randomUUID());
        for (int i = 0; i < 3; i++) {
            given().auth()
                    .oauth2(owner)
                    .contentType("application/json")
                    .body(smallestDraft().toString())
                    .post("/api/pledges");
        }
        var first = given().auth().oauth2(owner).get("/api/pledges?mine=true&limit=2");
        given().auth()
                .oauth2(owner)
                .contentType("application/json")
                .body(smallestDraft().toString())
                .post("/api/pledges");

        var second = given().auth()
                .oauth2(owner)
                .queryParam("mine", true)
                .queryParam("limit", 2)
                .queryParam("cursor", first.path("next").toString())
                .get("/api/pledges");

        assertEquals(2, first.<List<?>>path("items").size());
        assertEquals(1, second.<List<?>>path("items").size());
        second.then().body("next", equalTo(null));
        assertTrue(first.header("Link").contains("rel=\"next\""), first.header("Link"));
    }

    @Test
    void what_the_secretariat_records_belongs_to_the_entity_that_pledges() {
        var secretariat = Tokens.secretariat("secretariat");
        var draft = smallestDraft();
        draft.putObject("entity").put("name", "PERÚ – migraciones").put("kind", "state");
        var reference = given().auth()
                .oauth2(secretariat)
                .contentType("application/json")
                .body(draft.toString())
                .post("/api/pledges")
                .path("reference")
                .toString();

        PledgeJourneyTest.read(reference, PledgeJourneyTest.PERU).body("owner", equalTo("PERÚ – migraciones"));
        change(reference, "\"0\"", "{\"title\":\"Not mine\"}").then().statusCode(404);
        given().auth()
                .oauth2(secretariat)
                .contentType("application/merge-patch+json")
                .header("If-Match", "\"0\"")
                .body("{\"title\":\"By the secretariat\"}")
                .patch("/api/pledges/" + reference)
                .then()
                .statusCode(200)
                .body("representedBy", equalTo(null));
    }

    @Test
    void the_secretariat_reads_every_draft_and_changes_only_what_it_recorded() {
        var reference = draft();
        var secretariat = Tokens.secretariat("secretariat");

        PledgeJourneyTest.read(reference, secretariat).body("contact.email", not(equalTo(null)));
        given().auth()
                .oauth2(secretariat)
                .contentType("application/merge-patch+json")
                .header("If-Match", "\"0\"")
                .body("{\"title\":\"Changed\"}")
                .patch("/api/pledges/" + reference)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:compromiso:problem:not-owner"));
    }

    @Test
    void nobody_sees_persons_of_a_registered_pledge_but_its_owner_and_the_secretariat() {
        var reference = PledgeJourneyTest.submitted();
        accept(UUID.randomUUID(), reference);
        await().atMost(SOON)
                .untilAsserted(
                        () -> given().get("/api/pledges/" + reference).then().statusCode(200));

        var seen = given().get("/api/pledges/" + reference).asString();

        assertTrue(!seen.contains("Quispe") && !seen.contains("@"), seen);
        PledgeJourneyTest.read(reference, ILO).body("contact.name", equalTo("Ana Quispe"));
    }

    private static String draft() {
        return PledgeJourneyTest.draft().extract().path("reference").toString();
    }

    private static Response create(String key, String body) {
        return given().auth()
                .oauth2(ILO)
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/pledges");
    }

    private static Response submit(String reference, String key) {
        return given().auth()
                .oauth2(ILO)
                .contentType("application/json")
                .header("If-Match", "\"0\"")
                .header("Idempotency-Key", key)
                .body("{}")
                .post("/api/pledges/" + reference + "/submission");
    }

    private static Response change(String reference, String version, String patch) {
        return given().auth()
                .oauth2(ILO)
                .contentType("application/merge-patch+json")
                .header("If-Match", version)
                .body(patch)
                .patch("/api/pledges/" + reference);
    }

    private void accept(UUID id, String reference) {
        accept(id, reference, reference);
    }

    /** The key decides the partition: a later decision under the key of an earlier one comes after it. */
    private void accept(UUID id, String reference, String key) {
        new Topic(kafka, "compromiso.casework.v1")
                .send(id, "org.compromiso.casework.ReviewCompleted.v1", key, id.toString(), 2, """
                        {"what":{"outcome":"accepted","verdict":null,"on":"2026-11-21","comment":null,"criteria":[]},
                         "review":{"id":"%s","purpose":"screening","subject":{"reference":"%s","submission":1,"kind":"pledge"}}}""".formatted(
                                id, reference));
    }

    private long count(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
