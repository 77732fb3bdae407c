package org.compromiso.practice.publication;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.compromiso.practice.publication.PracticeJourneyTest.PERU;
import static org.compromiso.practice.publication.PracticeJourneyTest.QUILMES;
import static org.compromiso.practice.publication.PracticeJourneyTest.SECRETARIAT;
import static org.compromiso.practice.publication.PracticeJourneyTest.as;
import static org.compromiso.practice.publication.PracticeJourneyTest.patch;
import static org.compromiso.practice.publication.PracticeJourneyTest.submit;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Topic;
import org.compromiso.practice.PracticeFixtures;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Drafts that the owners of fulfilled pledges ask for, from the request to the edition or the deletion. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class DraftsFromPledgesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REQUESTED = "org.compromiso.casework.PracticeDraftRequested.v1";
    private static final String CREATED = "org.compromiso.casework.PracticeDraftCreated.v1";
    private static final String DELETED = "org.compromiso.casework.PracticeDraftDeleted.v1";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private final String pledge = "P-2026-" + ThreadLocalRandom.current().nextLong(1_000_000_000L, 1_000_000_000_000L);

    @Test
    void a_request_makes_a_draft_of_the_pledges_owner_that_starts_from_the_pledge() {
        request(1, null);

        var practice = created(1);

        read(practice, QUILMES)
                .header("ETag", "\"0\"")
                .body("state", equalTo("draft"))
                .body("owner", equalTo(PracticeFixtures.QUILMES))
                .body("pledge", equalTo(pledge))
                .body("title", equalTo("Consulados móviles"))
                .body("language", equalTo("es"))
                .body("implementer.name", equalTo("Gobierno local de Quilmes"))
                .body("locality.name", equalTo("Quilmes"))
                .body("objectives.primary", equalTo(List.of(14)))
                .body("type", nullValue())
                .body("contact", nullValue());
        as(PERU).get("/api/practices/" + practice).then().statusCode(404);
        as(SECRETARIAT)
                .header("If-Match", "\"0\"")
                .delete("/api/practices/" + practice)
                .then()
                .statusCode(403);
    }

    @Test
    void a_request_that_comes_again_or_late_makes_no_second_draft() {
        var event = request(2, null);
        var practice = created(2);

        send(event, 2, null);
        request(2, null);
        request(1, null);
        marker();

        assertEquals(1, told(CREATED).size());
        delete(practice, 0);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(1, told(DELETED).size()));
        request(2, null);
        marker();
        assertEquals(1, told(CREATED).size());
    }

    @Test
    void a_deleted_draft_frees_the_pledge_and_the_next_request_makes_another() {
        request(1, null);
        var first = created(1);
        patch(first, 0, "{\"lessons\":\"None yet.\"}").statusCode(200);

        delete(first, 1);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(1, told(DELETED).size()));
        var deleted = told(DELETED).get(0);
        assertEquals(first, deleted.at("/practice/reference").asText());
        assertEquals(2, deleted.at("/practice/version").asInt());
        assertEquals(1, deleted.at("/what/request").asInt());
        request(2, null);
        var second = created(2);
        assertFalse(first.equals(second));
    }

    @Test
    void of_a_deletion_of_an_old_version_nothing_is_told() {
        request(1, null);
        var practice = created(1);
        patch(practice, 0, "{\"lessons\":\"None yet.\"}").statusCode(200);

        as(QUILMES)
                .header("If-Match", "\"0\"")
                .delete("/api/practices/" + practice)
                .then()
                .statusCode(412);
        marker();

        assertEquals(List.of(), told(DELETED));
    }

    @Test
    void it_needs_only_its_title_until_it_is_submitted() {
        request(1, null);
        var practice = created(1);
        patch(practice, 0, "{\"implementer\":null}").statusCode(200).body("implementer", nullValue());
        patch(practice, 1, "{\"title\":null}").statusCode(422).body("errors.pointer", equalTo(List.of("/title")));

        submit(practice, 1).statusCode(422).body("errors.pointer", hasItems("/implementer", "/type", "/summary"));
    }

    @Test
    void what_the_secretariat_asked_for_is_its_to_change_and_stays_the_owners() {
        request(1, UUID.nameUUIDFromBytes("secretariat".getBytes()));
        var practice = created(1);

        as(SECRETARIAT)
                .contentType("application/merge-patch+json")
                .header("If-Match", "\"0\"")
                .body("{\"implementer\":{\"name\":\"Another\"}}")
                .patch("/api/practices/" + practice)
                .then()
                .statusCode(200);

        read(practice, QUILMES).body("owner", equalTo(PracticeFixtures.QUILMES));
    }

    @Test
    void its_editions_name_the_pledge_to_everyone() {
        request(1, null);
        var practice = created(1);
        patch(practice, 0, PracticeFixtures.completePractice().toString()).statusCode(200);
        submit(practice, 1).statusCode(200);
        approve(practice);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> given().get("/api/practices/" + practice)
                        .then()
                        .statusCode(200)
                        .body("pledge", equalTo(pledge)));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(
                        List.of(pledge),
                        new Topic(kafka, "compromiso.practices.v1")
                                .of(practice).stream()
                                        .map(sent -> tree(sent.value())
                                                .at("/practice/pledge")
                                                .asText())
                                        .toList()));
    }

    private UUID request(int number, UUID recordedBy) {
        var id = UUID.randomUUID();
        send(id, number, recordedBy);
        return id;
    }

    private void send(UUID id, int number, UUID recordedBy) {
        var account = recordedBy == null ? "null" : "\"" + recordedBy + "\"";
        casework().send(id, REQUESTED, pledge, pledge, 10L + number, """
                        {"what":{"request":%d,"on":"2026-11-21","owner":"Municipalidad de Quilmes",
                           "recordedBySecretariat":%s,"recordedBy":%s},
                         "pledge":{"reference":"%s","version":%d,"title":"Consulados móviles","language":"es",
                           "entity":{"name":"Gobierno local de Quilmes","kind":"local-authority","otherKind":null,
                             "country":"AR","champion":false},
                           "scope":"local","countries":["AR"],"regions":[],
                           "locality":{"name":"Quilmes","country":"AR","latitude":-34.72,"longitude":-58.26},
                           "objectives":{"primary":[14],"other":[23]},"principles":[],"sdgTargets":[],"demo":false}}""".formatted(
                        number, recordedBy != null, account, pledge, 10 + number));
    }

    private String created(int number) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> told(CREATED).stream()
                                .filter(event -> event.at("/what/request").asInt() == number)
                                .map(event -> event.at("/practice/reference").asText())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until a poison request of the same pledge, and so everything before, was handled. */
    private void marker() {
        var id = UUID.randomUUID();
        casework().send(id, REQUESTED, pledge, pledge, 99, "{\"marker\":\"" + id + "\"}");
        var dead = new Topic(kafka, "compromiso.casework.v1.practice-service.dlq");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> dead.of(pledge).stream()
                        .anyMatch(letter -> id.toString().equals(letter.id())));
    }

    /** What the service tells of drafts made from this test's pledge. */
    private List<JsonNode> told(String type) {
        return casework().all().stream()
                .filter(sent -> type.equals(sent.type()))
                .map(sent -> tree(sent.value()))
                .filter(event -> pledge.equals(event.at("/practice/pledge").asText()))
                .toList();
    }

    private void approve(String practice) {
        var id = UUID.randomUUID();
        casework().send(id, "org.compromiso.casework.ReviewCompleted.v1", practice, id.toString(), 2, """
                        {"what":{"outcome":"approved","verdict":null,"on":"2026-11-21","comment":null,"criteria":[]},
                         "review":{"purpose":"peer-review",
                           "subject":{"reference":"%s","submission":1,"kind":"practice"}}}""".formatted(
                        practice));
    }

    private Topic casework() {
        return new Topic(kafka, "compromiso.casework.v1");
    }

    private static void delete(String practice, long version) {
        as(QUILMES)
                .header("If-Match", "\"" + version + "\"")
                .delete("/api/practices/" + practice)
                .then()
                .statusCode(204);
    }

    private static ValidatableResponse read(String practice, String token) {
        return as(token).get("/api/practices/" + practice).then().statusCode(200);
    }

    private static JsonNode tree(String value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
