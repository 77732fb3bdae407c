package org.compromiso.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a joint promise: who takes part, what is said of it, what reviewers find, and what the world sees. */
@ExtendWith(RunningSystem.class)
class KeptPromiseIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String COMMENT = "The trainings took place; the agreements are not signed yet.";

    private final Hub hub = new Hub();

    @Test
    void a_joint_promise_is_confirmed_reported_assessed_and_seen() {
        var reference = draftedWithQuilmes();
        attach(reference, "The plan in two pages.\n");
        post("pledger-ilo", reference, "submission", "{}").then().statusCode(200);
        await().atMost(SOON).untilAsserted(() -> hub.openCases(reference).then().body("items", hasSize(1)));

        var invitation = hub.as("pledger-quilmes").get(hub.pledges() + "?invited=true");
        invitation.then().statusCode(200).body("items.reference", hasItem(reference));
        confirm(reference).then().statusCode(200).body("participants[0].consent", equalTo("confirmed"));

        var screening = hub.openCases(reference).<String>path("items[0].id");
        var link = hub.as("secretariat").get(hub.reviews() + "/" + screening).<String>path("files[0].url");
        given().get(link)
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("plan.txt"))
                .body(containsString("The plan in two pages."));
        hub.decide(reference, "accepted", null).then().statusCode(200);
        await().atMost(SOON)
                .untilAsserted(() -> shown(reference)
                        .then()
                        .statusCode(200)
                        .body("participations", equalTo(2))
                        .body("participants.name", contains("Municipalidad de Quilmes")));

        report(reference, "fulfilled", true).then().statusCode(201);
        await().atMost(SOON)
                .untilAsserted(() -> shown(reference).then().body("compliance.headline", equalTo("fulfilled")));

        // A closing report asks for a review by itself.
        await().atMost(SOON)
                .untilAsserted(() -> hub.openCases(reference).then().body("items.purpose", contains("compliance")));
        verdict(reference, "limited").then().statusCode(200);
        await().atMost(SOON)
                .untilAsserted(() -> shown(reference)
                        .then()
                        .body("compliance.headline", equalTo("in-progress"))
                        .body("compliance.selfReported.state", equalTo("fulfilled"))
                        .body("compliance.assessed.state", equalTo("in-progress")));
        // What the reviewers had to say is for the owner.
        hub.as("pledger-ilo")
                .get(hub.pledges() + "/" + reference)
                .then()
                .body("complianceReview.comment", equalTo(COMMENT));
        given().get(hub.pledges() + "/" + reference).then().body(not(containsString(COMMENT)));
        given().get(hub.pledges() + "/" + reference + "/history")
                .then()
                .statusCode(200)
                .body(not(containsString(COMMENT)))
                .body("items.event", contains("PledgeAssessed", "PledgeProgressReported", "PledgeRegistered"));
    }

    @Test
    void a_promise_that_was_moved_and_taken_back_tells_why() {
        var reference = hub.submitPledge("Moved, then withdrawn");
        await().atMost(SOON).untilAsserted(() -> hub.openCases(reference).then().body("items", hasSize(1)));
        hub.decide(reference, "accepted", null).then().statusCode(200);
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        200, given().get(hub.pledges() + "/" + reference).statusCode()));

        post("pledger-ilo", reference, "amendments", "{\"endsOn\":\"2028-12-31\",\"reason\":\"The law came late\"}")
                .then()
                .statusCode(200)
                .body("timesMoved", equalTo(1));
        // review-service hears of the registration when its event arrives.
        await().atMost(SOON)
                .untilAsserted(() -> hub.as("secretariat")
                        .body("{\"purpose\":\"compliance\",\"subject\":\"%s\"}".formatted(reference))
                        .post(hub.reviews())
                        .then()
                        .statusCode(201));
        post("pledger-ilo", reference, "withdrawal", "{\"reason\":\"The programme ended\"}")
                .then()
                .statusCode(200);

        await().atMost(SOON).untilAsserted(() -> shown(reference).then().body("registration", equalTo("withdrawn")));
        await().atMost(SOON).untilAsserted(() -> hub.openCases(reference).then().body("items", hasSize(0)));
        given().queryParam("registration", "registered")
                .get(hub.dashboard() + "/pledges")
                .then()
                .statusCode(200)
                .body("items.findAll { it.reference == '%s' }".formatted(reference), hasSize(0));
    }

    private String draftedWithQuilmes() {
        var form = Hub.pledge("A promise of two").put("type", "collective");
        form.putArray("participants")
                .addObject()
                .put("name", "Municipalidad de Quilmes")
                .put("kind", "local-authority")
                .put("country", "AR");
        return hub.as("pledger-ilo")
                .body(form.toString())
                .post(hub.pledges())
                .then()
                .statusCode(201)
                .extract()
                .path("reference");
    }

    private void attach(String reference, String text) {
        given().auth()
                .oauth2(hub.token("pledger-ilo"))
                .contentType("text/plain")
                .header("Content-Disposition", "attachment; filename=plan.txt")
                .body(text)
                .put(hub.pledges() + "/" + reference + "/attachment")
                .then()
                .statusCode(201);
    }

    private Response confirm(String reference) {
        var participant =
                hub.as("pledger-quilmes").get(hub.pledges() + "/" + reference).<String>path("participants[0].id");
        return hub.as("pledger-quilmes")
                .body("{\"decision\":\"confirmed\"}")
                .put(hub.pledges() + "/" + reference + "/participants/" + participant + "/consent");
    }

    private Response report(String reference, String state, boolean closing) {
        return hub.as("pledger-ilo")
                .body("""
                        {"on":"%s","state":"%s","closing":%s,"values":[{"goal":1,"value":"50"}],
                         "evidence":[{"title":"List of trainings","url":"https://example.org/trainings"}]}""".formatted(LocalDate.now(ZoneOffset.UTC), state, closing))
                .post(hub.pledges() + "/" + reference + "/progress-reports");
    }

    private Response verdict(String reference, String verdict) {
        var id = hub.openCases(reference).<String>path("items[0].id");
        var etag = hub.as("secretariat").get(hub.reviews() + "/" + id).header("ETag");
        return hub.as("secretariat")
                .header("If-Match", etag)
                .body("{\"verdict\":\"%s\",\"comment\":\"%s\"}".formatted(verdict, COMMENT))
                .post(hub.reviews() + "/" + id + "/completion");
    }

    private Response post(String user, String reference, String what, String body) {
        var etag = hub.as(user).get(hub.pledges() + "/" + reference).header("ETag");
        return hub.as(user).header("If-Match", etag).body(body).post(hub.pledges() + "/" + reference + "/" + what);
    }

    private Response shown(String reference) {
        return given().get(hub.dashboard() + "/pledges/" + reference);
    }
}
