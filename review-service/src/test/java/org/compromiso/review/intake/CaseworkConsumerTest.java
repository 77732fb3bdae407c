package org.compromiso.review.intake;

import static org.awaitility.Awaitility.await;
import static org.compromiso.review.ReviewFixtures.PLEDGE_SUBMITTED;
import static org.compromiso.review.ReviewFixtures.SECRETARIAT;
import static org.compromiso.review.ReviewFixtures.SOON;
import static org.compromiso.review.ReviewFixtures.as;
import static org.compromiso.review.ReviewFixtures.caseOf;
import static org.compromiso.review.ReviewFixtures.casework;
import static org.compromiso.review.ReviewFixtures.newPledge;
import static org.compromiso.review.ReviewFixtures.newPractice;
import static org.compromiso.review.ReviewFixtures.openCase;
import static org.compromiso.review.ReviewFixtures.read;
import static org.compromiso.review.ReviewFixtures.send;
import static org.compromiso.review.ReviewFixtures.submit;
import static org.compromiso.review.ReviewFixtures.submitted;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Topic;
import org.compromiso.review.ReviewFixtures;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Submissions open cases: once each, in whatever order and however often they come. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class CaseworkConsumerTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    Clock clock;

    @Test
    void a_submitted_pledge_opens_a_screening() {
        var reference = newPledge();

        var id = openCase(kafka, reference);

        read(id).header("ETag", "\"0\"")
                .body("purpose", equalTo("screening"))
                .body("state", equalTo("open"))
                .body("number", equalTo(1))
                .body("subject", equalTo(Map.of("reference", reference, "submission", 1, "kind", "pledge")))
                .body("dueOn", equalTo(LocalDate.now(clock).plusDays(14).toString()))
                .body("earlier", empty())
                .body("files", empty())
                .body("assignments", empty())
                .body("outcome", nullValue())
                .body("verdict", nullValue())
                .body("demo", equalTo(true));
    }

    @Test
    void a_case_holds_the_submission_as_it_came() throws Exception {
        var reference = newPledge();

        var id = openCase(kafka, reference);

        var view = ReviewFixtures.json(read(id).extract().asString());
        assertEquals(
                submitted(reference, 1).get("pledge").toString(),
                view.get("content").toString());
    }

    @Test
    void a_submitted_practice_opens_a_peer_review() {
        var id = openCase(kafka, newPractice());

        read(id).body("purpose", equalTo("peer-review"))
                .body("subject.kind", equalTo("practice"))
                .body("content.implementer.name", equalTo("Municipalidad de Quilmes"))
                .body("dueOn", equalTo(LocalDate.now(clock).plusDays(45).toString()));
    }

    @Test
    void copies_of_a_submission_open_one_case() {
        var reference = newPledge();
        var id = UUID.randomUUID();
        send(kafka, id, submitted(reference, 1));
        send(kafka, id, submitted(reference, 1));
        // Told again under another id: the inbox does not know it, the natural key does.
        submit(kafka, reference, 1);

        submit(kafka, reference, 2);

        caseOf(reference, 2);
        cases(reference).body("items.subject.submission", contains(2, 1));
    }

    @Test
    void a_resubmission_opens_a_case_that_links_the_earlier_and_cancels_what_is_open() {
        var reference = newPledge();
        var first = openCase(kafka, reference);

        submit(kafka, reference, 2);

        var second = caseOf(reference, 2);
        read(second).body("state", equalTo("open")).body("number", equalTo(2)).body("earlier", contains(first));
        read(first).body("state", equalTo("cancelled")).header("ETag", "\"1\"").body("earlier", empty());
    }

    @Test
    void an_older_submission_that_comes_late_opens_as_cancelled() {
        var reference = newPledge();
        submit(kafka, reference, 2);
        var second = caseOf(reference, 2);

        submit(kafka, reference, 1);

        var first = caseOf(reference, 1);
        read(first).body("state", equalTo("cancelled")).body("number", equalTo(2));
        read(second).body("state", equalTo("open")).header("ETag", "\"0\"").body("earlier", contains(first));
    }

    @Test
    void poison_goes_to_the_dead_letters_and_the_partition_goes_on() {
        var reference = newPledge();
        casework(kafka).send(reference, "not json", Map.of("ce_type", PLEDGE_SUBMITTED));
        var nameless = submitted(reference, 1);
        ((ObjectNode) nameless.get("pledge")).remove("title");
        send(kafka, UUID.randomUUID(), nameless);

        var id = openCase(kafka, reference);

        read(id).body("state", equalTo("open"));
        var dead = new Topic(kafka, "compromiso.casework.v1.review-service.dlq");
        await().atMost(SOON).until(() -> dead.of(reference).size() == 2);
        assertEquals(
                "/pledge/title is no text", dead.of(reference).get(1).headers().get("dead-letter-reason"));
    }

    @Test
    void types_that_are_none_of_its_business_are_passed_over() {
        var reference = newPledge();
        for (var type :
                new String[] {"org.compromiso.casework.ReviewCompleted.v1", "org.compromiso.casework.SomethingNew.v1"
                }) {
            casework(kafka).send(UUID.randomUUID(), type, reference, reference, 1, "{\"what\":{},\"review\":{}}");
        }

        openCase(kafka, reference);

        cases(reference).body("items", hasSize(1));
        assertEquals(
                0,
                new Topic(kafka, "compromiso.casework.v1.review-service.dlq")
                        .of(reference)
                        .size());
    }

    private static ValidatableResponse cases(String reference) {
        return as(SECRETARIAT).get("/api/reviews?subject=" + reference).then().statusCode(200);
    }
}
