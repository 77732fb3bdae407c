package org.compromiso.review.intake;

import static org.awaitility.Awaitility.await;
import static org.compromiso.review.PledgeFixtures.REGISTERED;
import static org.compromiso.review.PledgeFixtures.REPORTED;
import static org.compromiso.review.PledgeFixtures.casesOf;
import static org.compromiso.review.PledgeFixtures.openByHand;
import static org.compromiso.review.PledgeFixtures.pledges;
import static org.compromiso.review.PledgeFixtures.register;
import static org.compromiso.review.PledgeFixtures.report;
import static org.compromiso.review.PledgeFixtures.reported;
import static org.compromiso.review.PledgeFixtures.send;
import static org.compromiso.review.PledgeFixtures.supersede;
import static org.compromiso.review.PledgeFixtures.withdraw;
import static org.compromiso.review.ReviewFixtures.SOON;
import static org.compromiso.review.ReviewFixtures.complete;
import static org.compromiso.review.ReviewFixtures.newPledge;
import static org.compromiso.review.ReviewFixtures.read;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Topic;
import org.compromiso.review.RegisterOfPledges;
import org.compromiso.review.ReviewFixtures;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pledge's life does to its cases of compliance, in whatever order and however often it is told. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class PledgesConsumerTest {

    static final String VERDICT = "{\"verdict\":\"substantial\"}";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    RegisterOfPledges known;

    private final String pledge = newPledge();

    @Test
    void a_closing_report_opens_a_case() {
        register(kafka, pledge, 3);
        report(kafka, pledge, 5, 1, false);
        report(kafka, pledge, 6, 2, true);

        var id = onlyCase();

        read(id).body("purpose", equalTo("compliance"))
                .body("openedBy", equalTo("closing-report"))
                .body("number", equalTo(1))
                .body("state", equalTo("open"))
                .body("subject", equalTo(Map.of("reference", pledge, "submission", 1, "kind", "pledge")))
                .body("content.reports.number", contains(2, 1))
                .body("content.reports.closing", contains(true, false))
                .body("content.pledge.version", equalTo(6));
    }

    @Test
    void a_report_that_closes_nothing_opens_none() {
        report(kafka, pledge, 5, 1, false);

        known.awaitVersion(pledge, 5);

        casesOf(pledge).body("items", empty());
    }

    @Test
    void a_closing_report_opens_one_case_for_ever() {
        var event = reported(pledge, 1, true);
        var id = UUID.randomUUID();
        send(kafka, id, REPORTED, event, 5);
        var first = onlyCase();
        send(kafka, id, REPORTED, event, 5);
        complete(first, VERDICT).statusCode(200);
        // Redelivered after the decision; told again under another id, which the inbox does not know.
        send(kafka, id, REPORTED, event, 5);
        send(kafka, UUID.randomUUID(), REPORTED, event, 5);
        send(kafka, UUID.randomUUID(), REPORTED, event, 7);

        known.awaitVersion(pledge, 7);

        assertEquals(first, onlyCase());
        read(first).body("state", equalTo("decided"));
    }

    @Test
    void a_further_closing_report_is_served_by_the_open_case_or_opens_the_next() {
        report(kafka, pledge, 5, 1, true);
        var first = onlyCase();
        report(kafka, pledge, 6, 2, true);
        known.awaitVersion(pledge, 6);
        read(first).body("content.reports.number", contains(2, 1));
        complete(first, VERDICT).statusCode(200);

        report(kafka, pledge, 7, 3, true);

        await().atMost(SOON).untilAsserted(() -> casesOf(pledge).body("items.number", contains(2, 1)));
        casesOf(pledge).body("items.state", contains("open", "decided"));
    }

    @Test
    void reports_that_come_in_another_order_are_all_there_and_the_newest_state_stands() {
        report(kafka, pledge, 6, 2, false);
        report(kafka, pledge, 5, 1, false);
        register(kafka, pledge, 3);
        known.awaitReport(pledge, 1);

        var id = openByHand(pledge).statusCode(201).extract().<String>path("id");

        read(id).body("content.reports.number", contains(2, 1)).body("content.pledge.version", equalTo(6));
    }

    @Test
    void a_closing_report_that_comes_late_opens_its_case() {
        report(kafka, pledge, 6, 2, false);
        report(kafka, pledge, 5, 1, true);

        read(onlyCase()).body("openedBy", equalTo("closing-report")).body("content.pledge.version", equalTo(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"withdrawn", "superseded"})
    void a_pledge_that_leaves_the_register_has_its_open_case_cancelled(String registration) {
        report(kafka, pledge, 5, 1, true);
        var id = onlyCase();

        leave(registration, 6);

        await().atMost(SOON).untilAsserted(() -> read(id).body("state", equalTo("cancelled")));
        read(id).header("ETag", "\"1\"").body("content.pledge.registration", equalTo(registration));
        ReviewFixtures.as(ReviewFixtures.SECRETARIAT)
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .body(VERDICT)
                .post("/api/reviews/" + id + "/completion")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:compromiso:problem:cancelled"));
    }

    @Test
    void a_decided_case_stays_decided_when_the_pledge_is_withdrawn() {
        report(kafka, pledge, 5, 1, true);
        var id = onlyCase();
        complete(id, VERDICT).statusCode(200);

        withdraw(kafka, pledge, 6);

        known.awaitVersion(pledge, 6);
        read(id).body("state", equalTo("decided")).header("ETag", "\"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"withdrawn", "superseded"})
    void what_is_told_again_brings_no_pledge_back_into_the_register(String registration) {
        leave(registration, 8);
        register(kafka, pledge, 3);
        report(kafka, pledge, 5, 1, true);
        known.awaitReport(pledge, 1);

        casesOf(pledge).body("items", empty());
        openByHand(pledge).statusCode(422).body("errors.code", contains("not-registered"));
    }

    @Test
    void poison_goes_to_the_dead_letters_and_the_partition_goes_on() {
        var nameless = reported(pledge, 1, true);
        ((ObjectNode) nameless.get("pledge")).remove("title");
        send(kafka, UUID.randomUUID(), REPORTED, nameless, 5);
        pledges(kafka).send(pledge, "not json", Map.of("ce_type", REGISTERED));

        report(kafka, pledge, 6, 2, true);

        onlyCase();
        assertEquals(List.of("2"), known.reports(pledge));
        var dead = new Topic(kafka, "compromiso.pledges.v1.review-service.dlq");
        await().atMost(SOON).until(() -> dead.of(pledge).size() == 2);
        assertEquals(
                "/pledge/title is no text", dead.of(pledge).get(0).headers().get("dead-letter-reason"));
    }

    private void leave(String registration, long version) {
        if (registration.equals("withdrawn")) {
            withdraw(kafka, pledge, version);
        } else {
            supersede(kafka, pledge, version);
        }
    }

    /** The id of the pledge's one case, as soon as it is there. */
    private String onlyCase() {
        await().atMost(SOON).untilAsserted(() -> casesOf(pledge).body("items", hasSize(1)));
        return casesOf(pledge).extract().path("items[0].id");
    }
}
