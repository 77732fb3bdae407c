package org.compromiso.pledge.register;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.compromiso.pledge.PledgeFixtures.completePledge;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.platform.testing.Topic;
import org.compromiso.pledge.PledgeFixtures;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** A pledge from the first draft to the register, as its focal point and the public see it. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class PledgeJourneyTest {

    static final String ILO = Tokens.pledger("pledger-ilo", PledgeFixtures.ILO);
    static final String PERU = Tokens.pledger("pledger-pe", "Perú – MIGRACIONES");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void an_accepted_pledge_becomes_public_and_is_told_to_partners() {
        var reference = submitted();

        decide(reference, 1, "accepted", null);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> given().get("/api/pledges/" + reference)
                        .then()
                        .statusCode(200)
                        .body("registration", equalTo("registered"))
                        .body("compliance.headline", equalTo("not-started"))
                        .body("contact", nullValue()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Assertions.assertEquals(
                        java.util.List.of("org.compromiso.PledgeSubmitted.v1", "org.compromiso.PledgeRegistered.v1"),
                        new Topic(kafka, "compromiso.pledges.v1")
                                .of(reference).stream().map(Topic.Sent::type).toList()));
    }

    @Test
    void a_returned_pledge_shows_its_owner_why_and_can_be_submitted_again() {
        var reference = submitted();

        decide(reference, 1, "returned", "Name the ministry that will do it.");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> read(reference, ILO).body("registration", equalTo("returned")));
        read(reference, ILO)
                .body("returned.comment", equalTo("Name the ministry that will do it."))
                .body("contact.name", equalTo("Ana Quispe"));
        submit(reference, 2).statusCode(200).body("submission", equalTo(2));
    }

    @Test
    void a_decision_on_an_old_submission_is_dropped() {
        var reference = submitted();
        decide(reference, 1, "returned", "More.");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> read(reference, ILO).body("registration", equalTo("returned")));
        submit(reference, 2).statusCode(200);

        decide(reference, 1, "accepted", null);
        decide(reference, 2, "rejected", "No.");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> read(reference, ILO).body("registration", equalTo("rejected")));
    }

    @Test
    void nobody_else_learns_of_a_draft() {
        var reference = draft().extract().path("reference").toString();

        given().auth().oauth2(PERU).get("/api/pledges/" + reference).then().statusCode(404);
        given().get("/api/pledges/" + reference)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:compromiso:problem:not-found"));
    }

    static ValidatableResponse draft() {
        return given().auth()
                .oauth2(ILO)
                .contentType("application/json")
                .body(completePledge().toString())
                .post("/api/pledges")
                .then()
                .statusCode(201)
                .header("ETag", "\"0\"")
                .header("Location", startsWith("/api/pledges/P-"))
                .body("reference", Matchers.matchesPattern("P-[0-9]{4}-[0-9]{6}"));
    }

    static ValidatableResponse submit(String reference, long version) {
        return given().auth()
                .oauth2(ILO)
                .contentType("application/json")
                .header("If-Match", "\"" + version + "\"")
                .body("{}")
                .post("/api/pledges/" + reference + "/submission")
                .then();
    }

    static String submitted() {
        var reference = draft().extract().path("reference").toString();
        submit(reference, 0).statusCode(200).body("registration", equalTo("submitted"));
        return reference;
    }

    static ValidatableResponse read(String reference, String token) {
        return given().auth()
                .oauth2(token)
                .get("/api/pledges/" + reference)
                .then()
                .statusCode(200);
    }

    void decide(String reference, int submission, String outcome, String comment) {
        var id = UUID.randomUUID();
        new Topic(kafka, "compromiso.casework.v1")
                .send(id, "org.compromiso.casework.ReviewCompleted.v1", reference, id.toString(), 2, """
                        {"what":{"outcome":"%s","verdict":null,"on":"2026-11-21","comment":%s,"criteria":[]},
                         "review":{"id":"%s","purpose":"screening",
                           "subject":{"reference":"%s","submission":%d,"kind":"pledge"},"number":1,"state":"decided",
                           "outcome":"%s","verdict":null,"version":2}}""".formatted(
                        outcome, comment == null ? "null" : "\"" + comment + "\"", id, reference, submission, outcome));
    }
}
