package org.compromiso.dashboard.overview;

import static io.restassured.RestAssured.given;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.MovableClock;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.testing.LocalServices;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures over HTTP. That they are right is shown by the property tests; here is what surrounds them. */
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class FiguresTest {

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

    @AfterEach
    void goOn() {
        MovableClock.goOn();
    }

    @Test
    void midnight_changes_the_figures_without_an_event() {
        // Given a pledge that joins one that nobody else joins, and ends on 2028-06-30
        project(joining("P-2026-760001", "P-2026-760000", 1));
        var query = "/api/dashboard/compliance?joins=P-2026-760000";
        MovableClock.set(Instant.parse("2028-06-30T23:59:59.999Z"));
        var before = given().get(query);
        before.then()
                .body("asOf", equalTo("2028-06-30"))
                .body("due", equalTo(0))
                .body("rate", nullValue());

        // When
        MovableClock.set(Instant.parse("2028-07-01T00:00:00Z"));

        // Then
        given().header("If-None-Match", before.header("ETag"))
                .get(query)
                .then()
                .statusCode(200)
                .body("asOf", equalTo("2028-07-01"))
                .body("due", equalTo(1))
                .body("fulfilled", equalTo(0))
                .body("rate", equalTo(0.0f))
                .body("overdue", equalTo(1))
                .body("silent", equalTo(1))
                .body("withoutSilent.due", equalTo(0));
        given().get("/api/dashboard/overview?joins=P-2026-760000&overdue=true")
                .then()
                .body("pledges", equalTo(1));
        // Each filter may be repeated: one or the other
        given().get("/api/dashboard/overview?joins=P-2026-760000&overdue=true&overdue=false")
                .then()
                .statusCode(200)
                .body("pledges", equalTo(1));
        given().get("/api/dashboard/overview?joins=P-2026-760000&overdue=false")
                .then()
                .body("pledges", equalTo(0));
    }

    @Test
    void a_change_is_in_the_next_answer_and_the_same_question_gets_the_same_bytes() {
        project(joining("P-2026-760011", "P-2026-760010", 1));
        var query = "/api/dashboard/overview?joins=P-2026-760010&groupBy=type,country";
        var first = given().get(query);
        first.then().statusCode(200).body("pledges", equalTo(1));
        assertEquals(first.asString(), given().get(query).asString());
        given().header("If-None-Match", first.header("ETag")).get(query).then().statusCode(304);

        project(joining("P-2026-760012", "P-2026-760010", 1));

        given().header("If-None-Match", first.header("ETag"))
                .get(query)
                .then()
                .statusCode(200)
                .body("pledges", equalTo(2));
    }

    @Test
    void a_day_gone_by_shows_what_was_in_force_then() {
        // Given registered on 2026-11-23, its end moved on 2027-09-01 from 2028-06-30 to 2029-06-30
        var moved = joining("P-2026-760021", "P-2026-760020", 7);
        Event.pledgeIn(moved).put("endsOn", "2029-06-30").put("timesMoved", 1);
        moved.set("what", Event.example(AMENDED, "end-date-moved").get("what"));
        kafka.send(Event.ofPledge(AMENDED, moved));
        project(joining("P-2026-760021", "P-2026-760020", 3));
        MovableClock.set(Instant.parse("2028-07-15T12:00:00Z"));
        var compliance = "/api/dashboard/compliance?joins=P-2026-760020&asOf=";

        given().get(compliance + "2026-11-22").then().body("pledges", equalTo(0));
        given().get(compliance + "2026-11-23")
                .then()
                .body("pledges", equalTo(1))
                .body("timesMoved", equalTo(0));
        given().get(compliance + "2027-08-31").then().body("timesMoved", equalTo(0));
        given().get(compliance + "2027-09-01")
                .then()
                .body("timesMoved", equalTo(1))
                .body("moved", equalTo(1));
        // Today, named or not, is one question
        var today = given().get(compliance + "2028-07-15");
        today.then()
                .statusCode(200)
                .body("asOf", equalTo("2028-07-15"))
                .body("due", equalTo(0))
                .body("firstPromised.due", equalTo(1));
        assertEquals(
                today.asString(),
                given().get("/api/dashboard/compliance?joins=P-2026-760020").asString());
        given().get("/api/dashboard/overview?joins=P-2026-760020&asOf=2026-11-22")
                .then()
                .statusCode(200)
                .body("asOf", equalTo("2026-11-22"))
                .body("pledges", equalTo(0));
        given().get(compliance + "2028-07-16")
                .then()
                .statusCode(400)
                .body("errors[0].code", equalTo("in-the-future"))
                .body("errors[0].message", containsString("2028-07-15"));
    }

    @Test
    void the_map_is_geo_json_and_its_shapes_have_the_codes_of_countries() {
        var local = joining("P-2026-760031", "P-2026-760030", 1);
        var pledge = Event.pledgeIn(local);
        pledge.put("scope", "local").putArray("countries").add("AR");
        pledge.putObject("locality")
                .put("name", "Quilmes")
                .put("country", "AR")
                .put("latitude", -34.72)
                .put("longitude", -58.26);
        project(local);
        project(joining("P-2026-760032", "P-2026-760030", 1));

        var map = given().get("/api/dashboard/map?joins=P-2026-760030").then();
        map.statusCode(200)
                .contentType("application/geo+json")
                .header("ETag", notNullValue())
                .body("type", equalTo("FeatureCollection"))
                .body("features", hasSize(2))
                .body("features[0].id", equalTo("AR"))
                .body("features[0].geometry.type", equalTo("Point"))
                .body("features[0].properties.compliance.not-started", equalTo(1))
                .body("features[1].geometry.coordinates", equalTo(List.of(-58.26f, -34.72f)))
                .body("features[1].properties.name", equalTo("Quilmes"))
                .body("unplaced[0].scope", equalTo("international"))
                .body("unplaced[0].pledges", equalTo(1))
                .body("note.fr", containsString("Nations Unies"));
        var shapes = given().get(map.extract().<String>path("shapes"));
        shapes.then()
                .statusCode(200)
                .header("Cache-Control", containsString("max-age=3600"))
                .body("type", equalTo("Topology"))
                .body("objects.countries.geometries.id", hasItem("AR"))
                .body("objects.countries.geometries.id", hasItem("MV"));
        given().header("If-None-Match", shapes.header("ETag"))
                .get("/api/dashboard/map/shapes")
                .then()
                .statusCode(304);
    }

    @Test
    void sums_gaps_timeline_and_pipeline_are_there() {
        var paying = joining("P-2026-760041", "P-2026-760040", 1);
        var sum = Event.pledgeIn(paying).putArray("financial").addObject();
        sum.put("amount", "1000000.10").put("currency", "EUR").put("recipient", "Migration MPTF");
        project(paying);

        given().get("/api/dashboard/finance?joins=P-2026-760040")
                .then()
                .statusCode(200)
                .body("currencies[0].currency", equalTo("EUR"))
                .body("currencies[0].amount", equalTo("1000000.10"))
                .body("currencies[0].recipients[0].recipient", equalTo("Migration MPTF"));
        given().get("/api/dashboard/gaps?joins=P-2026-760040")
                .then()
                .statusCode(200)
                .body("rows", equalTo("objective"))
                .body("columns", equalTo("region"))
                .body("cells", hasSize(23 * 30))
                .body("cells[0]", equalTo(Map.of("objective", 1, "region", "001", "pledges", 0, "participations", 0)))
                .body("empty", equalTo(23 * 30 - 3));
        given().get("/api/dashboard/gaps?rows=region&columns=nature")
                .then()
                .statusCode(200)
                .body("cells", hasSize(30 * 5));
        given().get("/api/dashboard/timeline?joins=P-2026-760040")
                .then()
                .statusCode(200)
                .body("periods", hasSize(1))
                .body("periods[0].period", equalTo("2026-11"))
                .body("periods[0].cumulative.registered", equalTo(1));
        given().get("/api/dashboard/timeline?by=year&joins=P-2026-760040")
                .then()
                .body("periods[0].period", equalTo("2026"));
        var pipeline = given().get("/api/dashboard/pipeline");
        pipeline.then().statusCode(200).body("total.registered", greaterThan(0));
        assertEquals(false, pipeline.asString().contains("P-2026"), "no reference");
    }

    @Test
    void an_amount_that_is_no_decimal_is_a_dead_letter() {
        var before = kafka.deadLettersOf(Event.PLEDGES).all().size();
        for (var amount : List.of("1E999999999", "many", "")) {
            var value = joining("P-2026-760051", "P-2026-760050", 1);
            Event.pledgeIn(value)
                    .putArray("financial")
                    .addObject()
                    .put("amount", amount)
                    .put("currency", "EUR");
            kafka.send(Event.ofPledge(REGISTERED, value));
        }
        rows.awaitRead(kafka);

        assertEquals(before + 3, kafka.deadLettersOf(Event.PLEDGES).all().size());
        given().get("/api/dashboard/finance?joins=P-2026-760050").then().body("pledges", equalTo(0));
    }

    @Test
    void what_is_not_known_is_refused_and_named() {
        for (var query : List.of(
                "compliance?asOf=2026-02-30",
                "compliance?groupBy=type",
                "timeline?by=week",
                "timeline?asOf=2026-01-01",
                "gaps?rows=year",
                "gaps?rows=region&columns=region",
                "gaps?columns=colour",
                "finance?currency=EUR",
                "map?zoom=3",
                "map/shapes?x=1",
                "pipeline?type=individual",
                "overview?joins=x",
                "overview?groupBy=sdg")) {
            given().get("/api/dashboard/" + query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("errors", hasSize(1));
        }
        given().get("/api/dashboard/gaps?rows=year")
                .then()
                .body("errors[0].message", containsString("entityKind"))
                .body("errors[0].message", not(containsString("year")));
        given().get("/api/dashboard/overview?joins=P-2026-000001&joins=P-2026-000001")
                .then()
                .statusCode(200);
    }

    @Test
    void readiness_tells_of_the_columns() {
        rows.awaitRead(kafka);
        var checks = new JsonPath(given().get("/q/health/ready").asString());
        assertEquals("UP", checks.getString("checks.find { it.name == 'columns' }.status"));
        assertNotEquals(-1, checks.getInt("checks.find { it.name == 'columns' }.data.changeNumber"));
    }

    /** A pledge that is told from all others by what it joins. */
    private static ObjectNode joining(String reference, String target, long version) {
        var value = Event.pledge(reference, version);
        Event.pledgeIn(value).put("joins", target);
        return value;
    }

    private void project(ObjectNode value) {
        kafka.send(Event.ofPledge(REGISTERED, value));
        rows.awaitRead(kafka);
    }
}
