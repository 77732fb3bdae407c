package org.compromiso.pledge.register;

import static io.restassured.RestAssured.given;
import static org.compromiso.pledge.PledgeFixtures.completePledge;
import static org.compromiso.pledge.PledgeFixtures.smallestDraft;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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

    private static final String ILO = PledgeJourneyTest.ILO;

    @TestHTTPResource("/api/pledges")
    URI pledges;

    @Test
    void a_missing_token_is_401() {
        problem(given().contentType("application/json").body("{}").post("/api/pledges"), 401, "token-missing")
                .header("WWW-Authenticate", containsString("Bearer"));
    }

    @Test
    void an_expired_token_is_401_on_public_routes_too() {
        var expired = Tokens.token(
                "pledger-ilo",
                List.of("pledger"),
                Map.of(),
                Tokens.ISSUER,
                Instant.now().minusSeconds(600));
        problem(given().auth().oauth2(expired).get("/api/pledges/P-2026-000001"), 401, "token-invalid");
    }

    @Test
    void a_token_of_another_issuer_is_401() {
        var other = Tokens.token(
                "pledger-ilo",
                List.of("pledger"),
                Map.of(),
                "https://elsewhere.example.org",
                Instant.now().plusSeconds(600));
        problem(given().auth().oauth2(other).get("/api/pledges?mine=true"), 401, "token-invalid");
    }

    @Test
    void a_token_for_another_audience_is_401() {
        var other = Tokens.token(
                "pledger-ilo",
                List.of("pledger"),
                Map.of("aud", "another"),
                Tokens.ISSUER,
                Instant.now().plusSeconds(600));
        problem(given().auth().oauth2(other).get("/api/pledges?mine=true"), 401, "token-invalid");
    }

    @Test
    void an_unsigned_token_is_401() {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var unsigned = encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + encoder.encodeToString("{\"iss\":\"%s\",\"aud\":\"compromiso\",\"exp\":4102444800}"
                        .formatted(Tokens.ISSUER)
                        .getBytes(StandardCharsets.UTF_8))
                + ".";
        problem(given().auth().oauth2(unsigned).get("/api/pledges?mine=true"), 401, "token-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a.b.c", "..."})
    void something_that_is_no_token_is_401(String token) {
        problem(given().auth().oauth2(token).get("/api/pledges?mine=true"), 401, "token-invalid");
    }

    @Test
    void a_role_that_does_not_suffice_is_403() {
        problem(as(Tokens.reviewer("reviewer-un")).body("{}").post("/api/pledges"), 403, "forbidden");
    }

    @Test
    void an_account_that_acts_for_no_entity_is_403() {
        var nobody = Tokens.token("pledger-x", List.of("pledger"), Map.of());
        problem(as(nobody).body(smallestDraft().toString()).post("/api/pledges"), 403, "entity-missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/api/nowhere", "/api/pledges/P-2026-000001/nowhere"})
    void an_unknown_path_is_404(String path) {
        problem(given().get(path), 404, "no-such-path");
    }

    @Test
    void a_wrong_method_is_405_and_says_which_are_right() {
        problem(as(ILO).body("{}").put("/api/pledges"), 405, "method-not-allowed")
                .header("Allow", containsString("POST"));
    }

    @Test
    void a_wrong_content_type_is_415() {
        problem(
                given().auth().oauth2(ILO).contentType("text/plain").body("{}").post("/api/pledges"),
                415,
                "unsupported-media-type");
    }

    @Test
    void a_missing_token_is_told_before_a_wrong_content_type() {
        problem(given().contentType("text/plain").body("{}").post("/api/pledges"), 401, "token-missing");
    }

    @Test
    void a_body_of_more_than_a_megabyte_is_413() {
        var long_ = smallestDraft().put("title", "x".repeat(1_100_000));
        problem(as(ILO).body(long_.toString()).post("/api/pledges"), 413, "too-large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | not-json",
                "{} {} | not-json",
                "'' | body-missing",
                "{\"title\":\"a\",\"title\":\"b\"} | duplicate-field",
                "[] | wrong-type",
                "null | wrong-type",
                "\"text\" | wrong-type",
            })
    void what_is_no_json_object_is_400(String body, String code) {
        problem(as(ILO).body(body == null ? "" : body).post("/api/pledges"), 400, "unreadable")
                .body("errors.code", hasItem(code));
    }

    @Test
    void deep_nesting_is_400() {
        var deep = "{\"title\":" + "[".repeat(200) + "]".repeat(200) + "}";
        problem(as(ILO).body(deep).post("/api/pledges"), 400, "unreadable").body("errors.code", hasItem("too-deep"));
    }

    @Test
    void invalid_utf_8_is_400() throws Exception {
        var body = "{\"title\":\"caf\u00e9 con leche\"}".getBytes(StandardCharsets.ISO_8859_1);
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(pledges)
                                .header("Authorization", "Bearer " + ILO)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        org.junit.jupiter.api.Assertions.assertEquals(400, answer.statusCode());
        org.junit.jupiter.api.Assertions.assertTrue(answer.body().contains("not-utf-8"), answer.body());
    }

    @Test
    void every_wrong_type_and_unknown_field_is_listed_at_once() {
        var wrong = smallestDraft();
        wrong.put("title", 7).put("colour", "blue").put("countries", "PE");
        wrong.putObject("entity").put("name", true).put("nickname", "x");
        problem(as(ILO).body(wrong.toString()).post("/api/pledges"), 400, "unreadable")
                .body(
                        "errors.pointer",
                        equalTo(List.of("/colour", "/title", "/entity/nickname", "/entity/name", "/countries")))
                .body("errors.find { it.pointer == '/colour' }.code", equalTo("unknown-field"))
                .body("errors.find { it.pointer == '/title' }.code", equalTo("wrong-type"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/title | {\"title\":\"ab\"} | too-short",
                "/title | {\"title\":\"   \"} | blank",
                "/title | {\"title\":\"a\\u0007bc\"} | control-character",
                "/title | {\"title\":\"abc\\u0000\"} | control-character",
                "/type | {\"type\":\"common\"} | unknown-code",
                "/language | {\"language\":\"xx\"} | unknown-code",
                "/countries/0 | {\"countries\":[\"ZZ\"]} | unknown-code",
                "/objectives/primary/0 | {\"objectives\":{\"primary\":[24]}} | unknown-code",
                "/startsOn | {\"startsOn\":\"2027-02-30\"} | not-a-date",
                "/goals/0/target | {\"goals\":[{\"target\":\"many\"}]} | not-a-decimal",
                "/contact/email | {\"contact\":{\"email\":\"nobody\"}} | not-an-email",
                "/financial/0/amount | {\"financial\":[{\"amount\":\"0\"}]} | not-positive",
                "/joins | {\"joins\":\"R-2026-000001\"} | not-a-pledge-reference",
                "/locality/latitude | {\"locality\":{\"latitude\":91}} | latitude-range",
                "/goals/0/number | {\"goals\":[{\"number\":3}]} | unknown-goal",
            })
    void a_value_that_cannot_be_is_422(String pointer, String change, String code) throws Exception {
        var draft = smallestDraft();
        new com.fasterxml.jackson.databind.ObjectMapper()
                .readerForUpdating(draft)
                .readValue(change);
        problem(as(ILO).body(draft.toString()).post("/api/pledges"), 422, "invalid")
                .body("errors.pointer", hasItem(pointer))
                .body("errors.find { it.pointer == '" + pointer + "' }.code", equalTo(code));
    }

    @Test
    void half_a_surrogate_pair_is_422() {
        var draft = """
                {"title":"abc\\ud800","type":"individual","entity":{"name":"x","kind":"state"},
                 "contact":{"email":"a\\ud800@example.org"}}""";
        problem(as(ILO).body(draft).post("/api/pledges"), 422, "invalid")
                .body("errors.code", equalTo(List.of("not-an-email", "control-character")));
    }

    @Test
    void a_draft_says_everything_it_lacks() {
        problem(as(ILO).body("{}").post("/api/pledges"), 422, "invalid")
                .body("errors.pointer", equalTo(List.of("/entity", "/title", "/type")));
    }

    @Test
    void a_submission_says_everything_it_lacks_in_the_readers_language() {
        var reference = as(ILO).body(smallestDraft().toString())
                .post("/api/pledges")
                .path("reference")
                .toString();
        var problem = problem(
                as(ILO).header("Accept-Language", "es")
                        .header("If-Match", "\"0\"")
                        .body("{}")
                        .post("/api/pledges/" + reference + "/submission"),
                422,
                "invalid");
        problem.header("Content-Language", "es")
                .body("title", equalTo("La solicitud incumple reglas"))
                .body(
                        "errors.pointer",
                        org.hamcrest.Matchers.hasItems(
                                "/language",
                                "/contact",
                                "/natures",
                                "/scope",
                                "/countries",
                                "/objectives/primary",
                                "/description",
                                "/goals",
                                "/startsOn",
                                "/endsOn"));
    }

    @Test
    void an_unknown_query_parameter_is_400() {
        problem(as(ILO).get("/api/pledges?mine=true&colour=blue"), 400, "unreadable")
                .body("errors[0].pointer", equalTo("?colour"));
    }

    @Test
    void an_empty_query_parameter_is_400() {
        problem(as(ILO).get("/api/pledges?mine=true&limit="), 400, "unreadable")
                .body("errors[0].code", equalTo("empty-parameter"));
    }

    @Test
    void a_token_that_names_nobody_is_401() {
        var nobody = Tokens.token("", List.of("pledger"), Map.of("entity", "ILO", "sub", ""));
        problem(as(nobody).body(smallestDraft().toString()).post("/api/pledges"), 401, "token-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "ten", "1e1"})
    void a_limit_out_of_range_is_400(String limit) {
        problem(as(ILO).get("/api/pledges?mine=true&limit=" + limit), 400, "unreadable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "W10", "WyJhIl0"})
    void a_cursor_that_is_not_ours_is_400(String cursor) {
        problem(as(ILO).get("/api/pledges?mine=true&cursor=" + cursor), 400, "unreadable");
    }

    @Test
    void a_change_without_the_version_seen_is_428_and_with_another_412() {
        var reference = as(ILO).body(smallestDraft().toString())
                .post("/api/pledges")
                .path("reference")
                .toString();
        var patch = "{\"title\":\"Another title\"}";

        problem(patching().body(patch).patch("/api/pledges/" + reference), 428, "precondition-required");
        problem(
                patching().header("If-Match", "\"7\"").body(patch).patch("/api/pledges/" + reference),
                412,
                "changed-meanwhile");

        patching()
                .header("If-Match", "\"0\"")
                .body(patch)
                .patch("/api/pledges/" + reference)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("title", equalTo("Another title"));
    }

    @Test
    void a_submitted_pledge_cannot_be_changed() {
        var reference = PledgeJourneyTest.submitted();
        problem(
                patching()
                        .header("If-Match", "\"1\"")
                        .body("{\"title\":\"Another\"}")
                        .patch("/api/pledges/" + reference),
                409,
                "not-editable");
    }

    @Test
    void a_patch_keeps_contact_and_goals_and_removes_what_is_null() {
        var reference = as(ILO).body(completePledge().toString())
                .post("/api/pledges")
                .path("reference")
                .toString();

        patching()
                .header("If-Match", "\"0\"")
                .body("{\"need\":null,\"contact\":{\"position\":\"Head\"}}")
                .patch("/api/pledges/" + reference)
                .then()
                .statusCode(200)
                .body("need", org.hamcrest.Matchers.nullValue())
                .body("contact.name", equalTo("Ana Quispe"))
                .body("contact.position", equalTo("Head"))
                .body("goals[0].number", equalTo(1));
    }

    @Test
    void a_problem_shows_nothing_of_the_inside() {
        given().get("/api/pledges/" + "x".repeat(300)).then().statusCode(404).body(not(containsString("Exception")));
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    private static RequestSpecification patching() {
        return given().auth().oauth2(ILO).contentType("application/merge-patch+json");
    }

    private static ValidatableResponse problem(io.restassured.response.Response response, int status, String code) {
        return response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:compromiso:problem:" + code))
                .body("status", equalTo(status));
    }
}
