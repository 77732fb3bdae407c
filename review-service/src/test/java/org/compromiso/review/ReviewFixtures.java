package org.compromiso.review;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.platform.testing.Topic;

/** Submissions as pledge- and practice-service tell of them, and cases as the secretariat meets them. */
public final class ReviewFixtures {

    public static final String PLEDGE_SUBMITTED = "org.compromiso.casework.PledgeSubmitted.v1";
    public static final String PRACTICE_SUBMITTED = "org.compromiso.casework.PracticeSubmitted.v1";
    public static final String SECRETARIAT = Tokens.secretariat("secretariat");
    public static final Duration SOON = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger(1000);

    private ReviewFixtures() {}

    public static String newPledge() {
        return "P-2026-%06d".formatted(NUMBER.incrementAndGet());
    }

    public static String newPractice() {
        return "R-2026-%06d".formatted(NUMBER.incrementAndGet());
    }

    /** The contract's example of a submission of this kind, made one of this subject. */
    public static ObjectNode submitted(String reference, int submission) {
        var pledge = reference.startsWith("P");
        var event = (ObjectNode)
                example(pledge ? PLEDGE_SUBMITTED + "/individual.json" : PRACTICE_SUBMITTED + "/first-round.json");
        ((ObjectNode) event.get("what")).put("submission", submission);
        ((ObjectNode) event.get(pledge ? "pledge" : "practice"))
                .put("reference", reference)
                .put("submission", submission);
        return event;
    }

    /** Sends a submission on the casework topic. */
    public static void submit(String kafka, String reference, int submission) {
        send(kafka, UUID.randomUUID(), submitted(reference, submission));
    }

    public static void send(String kafka, UUID id, ObjectNode event) {
        var pledge = event.has("pledge");
        var reference =
                event.at(pledge ? "/pledge/reference" : "/practice/reference").asText();
        casework(kafka)
                .send(
                        id,
                        pledge ? PLEDGE_SUBMITTED : PRACTICE_SUBMITTED,
                        reference,
                        reference,
                        event.at("/what/submission").asLong(),
                        event.toString());
    }

    public static Topic casework(String kafka) {
        return new Topic(kafka, "compromiso.casework.v1");
    }

    public static Topic reviews(String kafka) {
        return new Topic(kafka, "compromiso.reviews.v1");
    }

    /** The id of the case of a submission, as soon as it is there. */
    public static String caseOf(String reference, int submission) {
        var path = "items.find { it.subject.submission == " + submission + " }.id";
        return await().atMost(SOON)
                .until(
                        () -> as(SECRETARIAT)
                                .get("/api/reviews?subject=" + reference)
                                .path(path),
                        id -> id != null);
    }

    /** An open case, its submission fresh from the topic. */
    public static String openCase(String kafka, String reference) {
        submit(kafka, reference, 1);
        return caseOf(reference, 1);
    }

    public static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }

    public static ValidatableResponse read(String id) {
        return as(SECRETARIAT).get("/api/reviews/" + id).then().statusCode(200);
    }

    /** Decides as the secretariat, having read version 0. */
    public static ValidatableResponse complete(String id, String body) {
        return as(SECRETARIAT)
                .contentType("application/json")
                .header("If-Match", "\"0\"")
                .body(body)
                .post("/api/reviews/" + id + "/completion")
                .then();
    }

    public static JsonNode example(String path) {
        try (var stream =
                ReviewFixtures.class.getClassLoader().getResourceAsStream("contracts/events/examples/" + path)) {
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
