package org.compromiso.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the system is for: a promise is made, screened, and seen; a practice is reviewed and published. */
@ExtendWith(RunningSystem.class)
class JourneyIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Hub hub = new Hub();

    @Test
    void a_pledge_is_submitted_accepted_and_shown_by_type_and_compliance() {
        var reference = hub.submitPledge("Fair recruitment for migrant workers");
        await().atMost(SOON).untilAsserted(() -> hub.openCases(reference).then().body("items", hasSize(1)));

        hub.decide(reference, "accepted", null).then().statusCode(200).body("state", equalTo("decided"));

        await().atMost(SOON)
                .untilAsserted(() -> given().get(hub.dashboard() + "/pledges/" + reference)
                        .then()
                        .statusCode(200)
                        .body("title", equalTo("Fair recruitment for migrant workers")));
        given().get(hub.dashboard() + "/overview?groupBy=type,compliance")
                .then()
                .statusCode(200)
                .body(
                        "groups.find { it.type == 'individual' && it.compliance == 'not-started' }.pledges",
                        greaterThanOrEqualTo(1));
        assertFalse(given().get(hub.dashboard() + "/pledges/" + reference)
                .asString()
                .contains("@"));
    }

    @Test
    void what_follows_from_a_decision_has_the_trace_of_the_request_that_made_it() {
        var reference = hub.submitPledge("Traced through two services");
        await().atMost(SOON).untilAsserted(() -> hub.openCases(reference).then().body("items", hasSize(1)));
        var trace = UUID.randomUUID().toString().replace("-", "");

        hub.decide(reference, "accepted", null, "00-" + trace + "-b7ad6b7169203331-01")
                .then()
                .statusCode(200);

        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        List.of(trace),
                        Topics.all(Topics.PLEDGES).stream()
                                .filter(event -> reference.equals(event.key())
                                        && Topics.header(event, "ce_type").equals("org.compromiso.PledgeRegistered.v1"))
                                .map(event ->
                                        Topics.header(event, "traceparent").substring(3, 35))
                                .toList()));
    }

    @Test
    void a_returned_pledge_tells_its_focal_point_why_and_comes_back() {
        var reference = hub.submitPledge("To be returned once");
        await().atMost(SOON).untilAsserted(() -> hub.openCases(reference).then().body("items", hasSize(1)));
        hub.decide(reference, "returned", "Name the ministry.").then().statusCode(200);
        await().atMost(SOON)
                .untilAsserted(() -> hub.as("pledger-ilo")
                        .get(hub.pledges() + "/" + reference)
                        .then()
                        .body("returned.comment", equalTo("Name the ministry.")));

        var etag = hub.as("pledger-ilo").get(hub.pledges() + "/" + reference).header("ETag");
        hub.as("pledger-ilo")
                .header("If-Match", etag)
                .body("{}")
                .post(hub.pledges() + "/" + reference + "/submission")
                .then()
                .statusCode(200)
                .body("submission", equalTo(2));

        await().atMost(SOON)
                .untilAsserted(() -> hub.openCases(reference).then().body("items[0].subject.submission", equalTo(2)));
        hub.decide(reference, "accepted", null).then().statusCode(200);
        await().atMost(SOON)
                .untilAsserted(() -> given().get(hub.pledges() + "/" + reference)
                        .then()
                        .statusCode(200)
                        .body("registration", equalTo("registered")));
    }

    @Test
    void a_practice_is_submitted_approved_and_shown() {
        var reference = hub.submitPractice("Ventanilla única para personas migrantes");
        await().atMost(SOON).untilAsserted(() -> hub.openCases(reference).then().body("items", hasSize(1)));

        hub.decide(reference, "approved", null).then().statusCode(200);

        await().atMost(SOON)
                .untilAsserted(() -> given().get(hub.dashboard() + "/practices/" + reference)
                        .then()
                        .statusCode(200)
                        .body("title", equalTo("Ventanilla única para personas migrantes")));
        given().get(hub.practices() + "/" + reference)
                .then()
                .statusCode(200)
                .body("state", equalTo("published"))
                .body("contact", equalTo(null));
    }

    @Test
    void the_landing_page_the_consoles_and_the_contracts_are_there_for_everyone() {
        var ports = RunningSystem.PORTS;
        given().get(Hub.at(ports.dashboard()) + "/").then().statusCode(200).body(containsString("Compromiso"));
        given().get(Hub.at(ports.dashboard()) + "/asyncapi.yaml")
                .then()
                .statusCode(200)
                .body(containsString("PledgeRegistered"));
        given().get(hub.dashboard() + "/consoles")
                .then()
                .statusCode(200)
                .body("url", hasItem("http://localhost:" + ports.review() + "/q/swagger-ui"));
        for (var port : new int[] {ports.dashboard(), ports.pledge(), ports.practice(), ports.review()}) {
            given().get(Hub.at(port) + "/q/openapi").then().statusCode(200).body(containsString("openapi: 3.1"));
            given().get(Hub.at(port) + "/q/swagger-ui/").then().statusCode(200);
            given().get(Hub.at(port) + "/q/metrics").then().statusCode(200);
        }
    }
}
