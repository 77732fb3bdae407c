package org.compromiso.pledge.coaching;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Set;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.pledge.PledgeFixtures;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The coaching as the Hub's front end meets it. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class AssessmentResourceTest {

    private static final String ILO = Tokens.pledger("pledger-ilo", PledgeFixtures.ILO);

    @Test
    void anyone_is_advised_on_as_little_as_nothing() {
        var answer = assess("{}", "en").statusCode(200).header("Content-Language", "en");

        answer.body("level", equalTo("low"))
                .body("goals", equalTo(List.of()))
                .body("findings[0].pointer", equalTo("/goals"))
                .body("findings[0].code", equalTo("goal-missing"))
                .body("findings[0].weight", equalTo(59))
                .body("findings.code", hasItems("need-missing", "means-missing", "objective-missing"));
        Assertions.assertEquals(
                Set.of("level", "findings", "goals"),
                answer.extract().jsonPath().getMap("$").keySet());
        Assertions.assertEquals(
                Set.of("pointer", "code", "weight", "message"),
                answer.extract().jsonPath().getMap("findings[0]").keySet());
    }

    @Test
    void a_goal_is_advised_on_by_itself() {
        var answer = assess("{\"goals\":[{\"statement\":\"Train inspectors\"}]}", "en");

        answer.statusCode(200)
                .body("goals[0].level", equalTo("low"))
                .body("goals[0].findings.pointer", hasItem("/goals/0/target"));
        Assertions.assertEquals(
                Set.of("level", "findings"),
                answer.extract().jsonPath().getMap("goals[0]").keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "es-PE, es, Añada una meta",
        "'fr;q=0.9,en;q=0.1', fr, Ajoutez un but",
        "de, en, Add a goal",
    })
    void advice_is_in_the_readers_language(String accepted, String language, String start) {
        assess("{}", accepted)
                .statusCode(200)
                .header("Content-Language", language)
                .body("findings[0].message", org.hamcrest.Matchers.startsWith(start));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"colour\":\"blue\"} | unknown-field",
                "400 | {\"title\":7} | wrong-type",
                "400 | [] | wrong-type",
                "400 | { | not-json",
                "422 | {\"startsOn\":\"2027-02-30\"} | not-a-date",
                "422 | {\"goals\":[{\"target\":\"many\"}]} | not-a-decimal",
                "422 | {\"objectives\":{\"primary\":[24]}} | unknown-code",
                "422 | {\"title\":\"ab\"} | too-short",
            })
    void what_is_there_must_be_right(int status, String body, String code) {
        assess(body, "en")
                .statusCode(status)
                .contentType("application/problem+json")
                .body("errors.code", equalTo(List.of(code)));
    }

    @Test
    void a_token_that_is_sent_must_be_valid() {
        given().auth()
                .oauth2("a.b.c")
                .contentType("application/json")
                .body("{}")
                .post("/api/pledges/assessment")
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:compromiso:problem:token-invalid"));
    }

    @Test
    void there_is_nothing_to_read() {
        given().get("/api/pledges/assessment")
                .then()
                .statusCode(405)
                .body("type", equalTo("urn:compromiso:problem:method-not-allowed"));
    }

    @Test
    void a_draft_is_advised_on_in_every_view_and_reading_it_changes_nothing() {
        var draft = as(ILO).header("Accept-Language", "es")
                .body(PledgeFixtures.smallestDraft().toString())
                .post("/api/pledges")
                .then()
                .statusCode(201)
                .body("assessment.level", equalTo("low"))
                .body("assessment.findings[0].message", org.hamcrest.Matchers.startsWith("Añada una meta"));
        var address = draft.extract().header("Location");

        as(ILO).get(address)
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("assessment.findings.code", hasItem("need-missing"));
        given().auth()
                .oauth2(ILO)
                .contentType("application/merge-patch+json")
                .header("If-Match", "\"0\"")
                .body("{\"need\":\"Workers pay for their jobs.\"}")
                .patch(address)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("assessment.findings.code", not(hasItem("need-missing")));
        as(ILO).get(address).then().header("ETag", "\"1\"");
    }

    @Test
    void a_submitted_pledge_is_advised_on_no_more() {
        var address = as(ILO).body(PledgeFixtures.completePledge().toString())
                .post("/api/pledges")
                .then()
                .body("assessment.level", equalTo("high"))
                .extract()
                .header("Location");

        as(ILO).header("If-Match", "\"0\"")
                .body("{}")
                .post(address + "/submission")
                .then()
                .statusCode(200)
                .body("$", not(hasKey("assessment")))
                .body("$", not(hasKey("possibleDuplicates")));
    }

    private static ValidatableResponse assess(String body, String language) {
        return given().contentType("application/json")
                .header("Accept-Language", language)
                .body(body)
                .post("/api/pledges/assessment")
                .then();
    }

    private static io.restassured.specification.RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
