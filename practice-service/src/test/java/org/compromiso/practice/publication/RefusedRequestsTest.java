package org.compromiso.practice.publication;

import static io.restassured.RestAssured.given;
import static org.compromiso.practice.PracticeFixtures.smallestDraft;
import static org.compromiso.practice.PracticeFixtures.with;
import static org.compromiso.practice.publication.PracticeJourneyTest.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong requests get a precise problem, in the order that api.md gives, and change nothing. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class RefusedRequestsTest {

    private static final String QUILMES = PracticeJourneyTest.QUILMES;

    @Inject
    DataSource database;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/title | {\"title\":\"ab\"} | too-short",
                "/title | {\"title\":\"a\\u0007bc\"} | control-character",
                "/type | {\"type\":\"individual\"} | unknown-code",
                "/language | {\"language\":\"xx\"} | unknown-code",
                "/implementer/kind | {\"implementer\":{\"kind\":\"company\"}} | unknown-code",
                "/implementer/kind | {\"implementer\":{\"kind\":null}} | required",
                "/partners/0/name | {\"partners\":[{\"kind\":\"state\"}]} | required",
                "/countries/0 | {\"countries\":[\"ZZ\"]} | unknown-code",
                "/objectives/primary/0 | {\"objectives\":{\"primary\":[24]}} | unknown-code",
                "/startsOn | {\"startsOn\":\"2027-02-30\"} | not-a-date",
                "/contact/email | {\"contact\":{\"email\":\"nobody\"}} | not-an-email",
                "/locality/latitude | {\"locality\":{\"latitude\":91}} | latitude-range",
                "/resources/0/url | {\"resources\":[{\"title\":\"x\",\"url\":\"javascript:alert(1)\"}]} | not-a-web-address",
                "/resources/0/url | {\"resources\":[{\"title\":\"x\",\"url\":\"ftp://example.org\"}]} | not-a-web-address",
                "/resources/0/url | {\"resources\":[{\"title\":\"x\",\"url\":\"https://user:pw@example.org\"}]} | not-a-web-address",
                "/call | {\"call\":\"any\"} | unknown-call",
            })
    void a_value_that_cannot_be_is_422(String pointer, String change, String code) {
        problem(as(QUILMES).body(with(smallestDraft(), change).toString()).post("/api/practices"), 422, "invalid")
                .body("errors.find { it.pointer == '" + pointer + "' }.code", equalTo(code))
                .body(not(containsString("nobody")));
    }

    @ParameterizedTest
    @CsvSource({"title, 301", "summary, 501", "description, 6001", "results, 3001", "lessons, 3001"})
    void a_text_that_is_too_long_is_422(String field, int length) {
        problem(
                        as(QUILMES)
                                .body(smallestDraft()
                                        .put(field, "x".repeat(length))
                                        .toString())
                                .post("/api/practices"),
                        422,
                        "invalid")
                .body("errors.find { it.pointer == '/" + field + "' }.code", equalTo("too-long"));
    }

    @Test
    void a_draft_says_everything_it_lacks() {
        problem(as(QUILMES).body("{}").post("/api/practices"), 422, "invalid")
                .body("errors.pointer", equalTo(List.of("/title", "/implementer", "/type")));
    }

    @Test
    void what_cannot_be_read_is_400() {
        problem(as(QUILMES).body("{\"colour\":1}").post("/api/practices"), 400, "unreadable")
                .body("errors.code", hasItem("unknown-field"));
        problem(as(QUILMES).body("{").post("/api/practices"), 400, "unreadable");
        problem(as(QUILMES).get("/api/practices"), 400, "unreadable").body("errors[0].pointer", equalTo("?mine"));
        problem(as(QUILMES).get("/api/practices?mine=true&q=x"), 400, "unreadable")
                .body("errors[0].pointer", equalTo("?q"));
        problem(as(QUILMES).get("/api/practices?mine=true&limit=0"), 400, "unreadable");
        problem(as(QUILMES).get("/api/practices?mine=true&cursor=x"), 400, "unreadable");
    }

    @Test
    void who_may_not_is_told_before_what_is_wrong() {
        problem(given().contentType("application/json").body("{").post("/api/practices"), 401, "token-missing");
        problem(as(Tokens.reviewer("reviewer-un")).body("{").post("/api/practices"), 403, "forbidden");
        var nobody = Tokens.token("pledger-x", List.of("pledger"), Map.of());
        problem(as(nobody).body(smallestDraft().toString()).post("/api/practices"), 403, "entity-missing");
        problem(as(QUILMES).get("/api/practices?state=submitted"), 403, "forbidden");
        problem(as(QUILMES).contentType("text/plain").body("{}").post("/api/practices"), 415, "unsupported-media-type");
        var reference = PracticeJourneyTest.draft(QUILMES);
        problem(
                as(PracticeJourneyTest.SECRETARIAT)
                        .header("If-Match", "\"0\"")
                        .body("{}")
                        .post("/api/practices/" + reference + "/submission"),
                403,
                "not-owner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"R-2026-000001%00", "%00", "R-2026-1", "P-2026-000001", "R-2026-000001'--"})
    void what_is_no_reference_names_no_practice(String reference) {
        var path = "/api/practices/" + reference;
        for (var what : List.of("", "/editions")) {
            problem(given().urlEncodingEnabled(false).get(path + what), 404, "not-found");
        }
        problem(versioned().delete(path), 404, "not-found");
        problem(versioned().body("{}").post(path + "/submission"), 404, "not-found");
        problem(
                versioned()
                        .contentType("application/merge-patch+json")
                        .body("{}")
                        .patch(path),
                404,
                "not-found");
    }

    @Test
    void the_version_seen_is_asked_for() {
        var path = "/api/practices/" + PracticeJourneyTest.draft(QUILMES);
        problem(as(QUILMES).body("{}").post(path + "/submission"), 428, "precondition-required");
        problem(as(QUILMES).delete(path), 428, "precondition-required");
        problem(
                as(QUILMES)
                        .contentType("application/merge-patch+json")
                        .header("If-Match", "\"7\"")
                        .body("{}")
                        .patch(path),
                412,
                "changed-meanwhile");
    }

    @Test
    void a_submission_says_everything_it_lacks_in_the_readers_language() {
        var reference = as(QUILMES)
                .body(smallestDraft().toString())
                .post("/api/practices")
                .<String>path("reference");
        problem(
                        as(QUILMES)
                                .header("Accept-Language", "fr")
                                .header("If-Match", "\"0\"")
                                .body("{}")
                                .post("/api/practices/" + reference + "/submission"),
                        422,
                        "invalid")
                .header("Content-Language", "fr")
                .body("errors.pointer", hasItems("/language", "/contact", "/summary", "/objectives/primary"));
    }

    @Test
    void a_rollback_leaves_neither_submission_nor_event() throws SQLException {
        var reference = PracticeJourneyTest.draft(QUILMES);
        // The event's place is taken, so that the last statement of the transaction fails.
        execute("insert into outbox (id, topic, key, subject, sequence, type, time, value, parked_at) values"
                + " (gen_random_uuid(), 'compromiso.casework.v1', '" + reference + "', '" + reference
                + "', 1, 'test', now(), '{}', now())");

        PracticeJourneyTest.submit(reference, 0).statusCode(500).body(not(containsString("outbox")));

        execute("delete from outbox where type = 'test'");
        as(QUILMES)
                .get("/api/practices/" + reference)
                .then()
                .body("state", equalTo("draft"))
                .body("version", equalTo(0));
        assertEquals(0, count("select count(*) from outbox where key = '" + reference + "'"));
        PracticeJourneyTest.submit(reference, 0).statusCode(200);
        assertEquals(1, count("select count(*) from outbox where key = '" + reference + "'"));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int count(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static RequestSpecification versioned() {
        return as(QUILMES)
                .urlEncodingEnabled(false)
                .header("If-Match", "\"0\"")
                .header("Idempotency-Key", UUID.randomUUID());
    }

    private static ValidatableResponse problem(Response response, int status, String code) {
        return response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:compromiso:problem:" + code));
    }
}
