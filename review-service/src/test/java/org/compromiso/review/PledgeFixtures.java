package org.compromiso.review;

import static org.compromiso.review.ReviewFixtures.SECRETARIAT;
import static org.compromiso.review.ReviewFixtures.as;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.compromiso.platform.testing.Topic;

/** The life of a registered pledge, as pledge-service tells of it on the partner topic. */
public final class PledgeFixtures {

    public static final String REGISTERED = "org.compromiso.PledgeRegistered.v1";
    public static final String REPORTED = "org.compromiso.PledgeProgressReported.v1";
    public static final String WITHDRAWN = "org.compromiso.PledgeWithdrawn.v1";
    public static final String SUPERSEDED = "org.compromiso.PledgeSuperseded.v1";

    private PledgeFixtures() {}

    public static Topic pledges(String kafka) {
        return new Topic(kafka, "compromiso.pledges.v1");
    }

    public static void register(String kafka, String reference, long version) {
        send(kafka, UUID.randomUUID(), REGISTERED, of(REGISTERED + "/individual.json", reference), version);
    }

    public static void withdraw(String kafka, String reference, long version) {
        send(kafka, UUID.randomUUID(), WITHDRAWN, of(WITHDRAWN + "/withdrawn.json", reference), version);
    }

    public static void supersede(String kafka, String reference, long version) {
        send(kafka, UUID.randomUUID(), SUPERSEDED, of(SUPERSEDED + "/superseded.json", reference), version);
    }

    public static void report(String kafka, String reference, long version, int number, boolean closing) {
        send(kafka, UUID.randomUUID(), REPORTED, reported(reference, number, closing), version);
    }

    public static ObjectNode reported(String reference, int number, boolean closing) {
        var event = of(REPORTED + "/first-report.json", reference);
        ((ObjectNode) event.at("/what/report")).put("number", number).put("closing", closing);
        return event;
    }

    public static void send(String kafka, UUID id, String type, ObjectNode event, long version) {
        ((ObjectNode) event.get("pledge")).put("version", version);
        var reference = event.at("/pledge/reference").asText();
        pledges(kafka).send(id, type, reference, reference, version, event.toString());
    }

    /** Asks for a case of compliance by hand. */
    public static ValidatableResponse openByHand(String reference) {
        return open("{\"purpose\":\"compliance\",\"subject\":\"%s\"}".formatted(reference));
    }

    public static ValidatableResponse open(String body) {
        return as(SECRETARIAT)
                .contentType("application/json")
                .body(body)
                .post("/api/reviews")
                .then();
    }

    public static ValidatableResponse casesOf(String reference) {
        return as(SECRETARIAT).get("/api/reviews?subject=" + reference).then().statusCode(200);
    }

    private static ObjectNode of(String example, String reference) {
        var event = (ObjectNode) ReviewFixtures.example(example);
        ((ObjectNode) event.get("pledge")).put("reference", reference);
        return event;
    }
}
