package org.compromiso.dashboard.pledges;

import static io.restassured.RestAssured.given;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.testing.LocalServices;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One pledge as the public sees it. */
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class PledgeDetailTest {

    private static final String REPORTED = "org.compromiso.PledgeProgressReported.v1";
    private static final String AMENDED = "org.compromiso.PledgeAmended.v1";

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Kafka kafka;
    private Rows rows;

    @BeforeEach
    void connect() {
        kafka = new Kafka(bootstrapServers);
        rows = new Rows(pool);
    }

    @Test
    void a_goal_shows_the_value_of_the_latest_report_whatever_order_they_came_in() {
        // Given two reports, of which the second corrects the first, and arrives first
        var reference = "P-2026-740001";
        kafka.send(
                report(reference, 7, 2, "2027-01-31", "18", "2027-02-02"),
                Event.ofPledge(REGISTERED, Event.pledge(reference, 3)),
                report(reference, 5, 1, "2027-01-31", "20", "2027-02-01"));

        // When
        rows.awaitRead(kafka);

        // Then
        given().get("/api/dashboard/pledges/" + reference)
                .then()
                .statusCode(200)
                .body("version", equalTo(7))
                .body("goals[0].statement", equalTo("Train officials of labour ministries in fair recruitment"))
                .body("goals[0].reported.value", equalTo("18"))
                .body("goals[0].reported.report", equalTo(2))
                .body("goals[0].series.value", contains("20", "18"))
                .body("goals[1].reported", nullValue())
                .body("goals[1].series", hasSize(0))
                .body("reports.number", contains(2, 1))
                .body("reports[0].receivedOn", equalTo("2027-02-02"))
                .body("reports[0].by", equalTo("entity"))
                .body("reports[0].evidence[0].url", equalTo("https://example.org/training/2027"))
                .body("compliance.selfReported.evidence", hasSize(1))
                .body("history.report", contains(null, 1, 2))
                .body("history[1].what", not(hasKey("report")))
                .body("whole.reports", nullValue())
                .body("whole.history", nullValue());
    }

    @Test
    void why_the_end_date_was_moved_is_told_and_what_happened_in_whose_name() {
        var reference = "P-2026-740002";
        var amended = Event.example(AMENDED, "end-date-moved");
        Event.pledgeIn(amended).put("reference", reference).put("version", 4);
        var goalsOnly = Event.example(AMENDED, "end-date-moved");
        ((ObjectNode) goalsOnly.get("what")).put("endsOnBefore", "2029-06-30").put("by", "secretariat");
        Event.pledgeIn(goalsOnly).put("reference", reference).put("version", 6);
        kafka.send(
                Event.ofPledge(REGISTERED, Event.pledge(reference, 3)),
                Event.ofPledge(AMENDED, amended),
                Event.ofPledge(AMENDED, goalsOnly));
        rows.awaitRead(kafka);

        given().get("/api/dashboard/pledges/" + reference)
                .then()
                .body("timesMoved", equalTo(1))
                .body("deadlineMoves", hasSize(1))
                .body("deadlineMoves[0].from", equalTo("2028-06-30"))
                .body("deadlineMoves[0].to", equalTo("2029-06-30"))
                .body("deadlineMoves[0].by", equalTo("entity"))
                .body(
                        "deadlineMoves[0].reason",
                        equalTo(amended.at("/what/reason").asText()))
                .body("history.what.by", contains("entity", "entity", "secretariat"))
                .body("history[0].what", not(hasKey("reason")));
    }

    @Test
    void withdrawn_and_superseded_pledges_stay_readable_and_name_the_last_of_the_line() {
        var first = "P-2026-740011";
        var second = "P-2026-740012";
        var third = "P-2026-740013";
        kafka.send(
                superseded(first, second),
                superseded(second, third),
                Event.ofPledge(REGISTERED, Event.pledge(third, 1)),
                superseded("P-2026-740014", "P-2026-749999"),
                superseded("P-2026-740015", "P-2026-740016"),
                superseded("P-2026-740016", "P-2026-740015"));
        rows.awaitRead(kafka);

        given().get("/api/dashboard/pledges/" + first)
                .then()
                .statusCode(200)
                .body("registration", equalTo("superseded"))
                .body("supersededBy", equalTo(second))
                .body("successor.reference", equalTo(third))
                .body("successor.registration", equalTo("registered"))
                .body("history[0].what.reason", equalTo("A wider promise takes its place."));
        given().get("/api/dashboard/pledges/" + third).then().body("successor", nullValue());
        // One that has not arrived, and a circle that can't be
        given().get("/api/dashboard/pledges/P-2026-740014")
                .then()
                .body("successor.reference", equalTo("P-2026-749999"))
                .body("successor.title", nullValue());
        given().get("/api/dashboard/pledges/P-2026-740015")
                .then()
                .statusCode(200)
                .body("successor.reference", equalTo("P-2026-740016"));
        given().get("/api/dashboard/pledges?registration=registered&limit=100")
                .then()
                .body("items.reference", not(org.hamcrest.Matchers.hasItem(first)));
    }

    @Test
    void long_lists_are_cut_and_go_on_elsewhere() {
        // Given 70 reports in any order
        var reference = "P-2026-740020";
        var events = new ArrayList<Event>();
        events.add(Event.ofPledge(REGISTERED, Event.pledge(reference, 1)));
        IntStream.rangeClosed(1, 70)
                .forEach(n -> events.add(report(reference, n + 1, n, "2027-01-31", "" + n, "2027-02-01")));
        IntStream.rangeClosed(1, 51).forEach(n -> {
            var joining = Event.pledge("P-2026-7410%02d".formatted(n), 1);
            Event.pledgeIn(joining).put("type", "joined").put("joins", reference);
            events.add(Event.ofPledge(REGISTERED, joining));
        });
        Collections.shuffle(events, new java.util.Random(4));
        kafka.send(events);
        rows.awaitRead(kafka);

        // When, Then
        var detail = given().get("/api/dashboard/pledges/" + reference)
                .then()
                .body("history", hasSize(50))
                .body("reports", hasSize(20))
                .body("reports[0].number", equalTo(70))
                .body("goals[0].series", hasSize(20))
                .body("goals[0].reported.value", equalTo("70"))
                .body("joiners", hasSize(50))
                .extract()
                .jsonPath();
        assertEquals(
                IntStream.rangeClosed(1, 71).boxed().toList(), numbers(detail.getString("whole.history"), "version"));
        assertEquals(
                IntStream.rangeClosed(1, 70).map(n -> 71 - n).boxed().toList(),
                numbers(detail.getString("whole.reports"), "number"));
        assertEquals(
                51,
                numbers(detail.getString("whole.joiners") + "&limit=50", "reference")
                        .size());
        given().get("/api/dashboard/pledges/P-2026-999998/history").then().statusCode(404);
        given().get("/api/dashboard/pledges/P-2026-999998/reports").then().statusCode(404);
        given().get("/api/dashboard/pledges/x/reports").then().statusCode(404);
        given().get("/api/dashboard/pledges/" + reference + "/reports?cursor=x")
                .then()
                .statusCode(400);
        given().get("/api/dashboard/pledges/P-2026-741001/reports")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    private static List<Object> numbers(String path, String member) {
        var all = new ArrayList<>();
        var next = path;
        while (next != null) {
            var page = given().urlEncodingEnabled(false)
                    .get(next)
                    .then()
                    .statusCode(200)
                    .extract();
            all.addAll(page.jsonPath().getList("items." + member));
            var link = page.header("Link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        return all;
    }

    private static Event report(
            String reference, long version, int number, String on, String value, String receivedOn) {
        var event = Event.example(REPORTED, "first-report");
        Event.pledgeIn(event).put("reference", reference).put("version", version);
        var what = (ObjectNode) event.get("what");
        what.put("on", receivedOn);
        var report = (ObjectNode) what.get("report");
        report.put("number", number).put("on", on);
        ((ObjectNode) report.get("values").get(0)).put("value", value);
        return Event.ofPledge(REPORTED, event);
    }

    private static Event superseded(String reference, String by) {
        var value = Event.example("org.compromiso.PledgeSuperseded.v1", "superseded");
        Event.pledgeIn(value).put("reference", reference).put("supersededBy", by);
        return Event.ofPledge("org.compromiso.PledgeSuperseded.v1", value);
    }
}
