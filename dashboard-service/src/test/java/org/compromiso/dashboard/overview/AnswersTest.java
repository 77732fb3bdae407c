package org.compromiso.dashboard.overview;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toMap;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.GeneratedEvents;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.codes.CodeLists;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class AnswersTest {

    /** What a pledge says of a dimension, read naively from its event. */
    private static final Map<String, Function<JsonNode, Set<String>>> DIMENSIONS = Map.of(
            "type", p -> Set.of(p.get("type").asText()),
            "compliance", p -> Set.of(p.at("/compliance/headline").asText()),
            "objective", p -> texts(p.at("/objectives/primary"), p.at("/objectives/other")),
            "principle", p -> texts(p.get("principles")),
            "region", AnswersTest::regions,
            "country", p -> texts(p.get("countries")),
            "entityKind", p -> Set.of(p.at("/entity/kind").asText()),
            "nature", p -> texts(p.get("natures")),
            "scope", p -> Set.of(p.get("scope").asText()),
            "year", p -> Set.of(p.get("registeredOn").asText().substring(0, 4)));

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
    void totals_equal_a_naive_count_over_the_events_for_any_filter_and_grouping() {
        // Given
        var generated = new GeneratedEvents(99, 300_000);
        kafka.send(generated.disturbed(generated.lives(250, 10)));
        rows.awaitRead(kafka);
        var pledges = newestStates();
        assertTrue(pledges.size() >= 250);
        var random = new Random(5);
        var names = new ArrayList<>(new java.util.TreeSet<>(DIMENSIONS.keySet()));

        for (int i = 0; i < 60; i++) {
            // When
            var groupBy = picked(names, random, i % 4);
            var filters = new LinkedHashMap<String, List<String>>();
            for (var name : picked(names, random, random.nextInt(3))) {
                var sample = pledges.stream()
                        .flatMap(p -> DIMENSIONS.get(name).apply(p).stream())
                        .distinct()
                        .sorted()
                        .toList();
                filters.put(name, picked(sample, random, Math.min(sample.size(), 1 + random.nextInt(3))));
            }
            if (random.nextInt(6) == 0) {
                filters.put("registration", List.of("withdrawn", "registered"));
            }
            var request = given();
            filters.forEach((name, values) -> request.queryParam(name, values));
            if (!groupBy.isEmpty()) {
                request.queryParam("groupBy", String.join(",", groupBy));
            }
            var answer = request.get("/api/dashboard/overview")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();

            // Then
            var matching = pledges.stream().filter(p -> matches(p, filters)).toList();
            var what = groupBy + " of " + filters;
            assertEquals(matching.size(), answer.getLong("pledges"), what);
            assertEquals(participations(matching), answer.getLong("participations"), what);
            assertEquals(naiveGroups(matching, groupBy), answeredGroups(answer.getList("groups"), groupBy), what);
        }
    }

    @Test
    void pages_of_every_order_hold_each_pledge_once() {
        var generated = new GeneratedEvents(11, 400_000);
        kafka.send(generated.lives(30, 12));
        rows.awaitRead(kafka);
        var expected = newestStates().stream()
                .filter(p -> matches(p, Map.of()))
                .map(p -> p.get("reference").asText())
                .toList();

        for (var sort : List.of("newest", "title", "deadline")) {
            var seen = pages("/api/dashboard/pledges?limit=37&sort=" + sort);
            assertEquals(expected.size(), seen.size(), sort);
            assertEquals(new HashSet<>(expected), new HashSet<>(seen), sort);
        }
        var deadlines = given().get("/api/dashboard/pledges?limit=100&sort=deadline")
                .jsonPath()
                .getList("items.endsOn", String.class);
        assertEquals(deadlines.stream().sorted().toList(), deadlines);
        var practices = pages("/api/dashboard/practices?limit=5");
        assertEquals(practices.size(), new HashSet<>(practices).size());
        assertTrue(practices.size() >= 12);
        assertEquals(new HashSet<>(practices), new HashSet<>(pages("/api/dashboard/practices?limit=5&sort=title")));
    }

    @Test
    void the_list_agrees_with_the_calendar() {
        var generated = new GeneratedEvents(12, 500_000);
        kafka.send(generated.lives(60, 0));
        rows.awaitRead(kafka);

        for (var flag : List.of("overdue", "silent")) {
            for (var value : List.of(true, false)) {
                given().queryParam(flag, value)
                        .queryParam("limit", 100)
                        .get("/api/dashboard/pledges")
                        .then()
                        .statusCode(200)
                        .body("items.compliance." + flag, hasItem(value))
                        .body("items.compliance." + flag, not(hasItem(!value)));
            }
        }
    }

    @Test
    void one_pledge_shows_voices_neighbours_practice_and_history() {
        // Given a pledge with two versions, one that joins it, and a practice that came from it
        var reference = "P-2026-720001";
        var moved = Event.pledge(reference, 5);
        var pledge = Event.pledgeIn(moved);
        pledge.put("endsOn", "2029-01-31").put("timesMoved", 1);
        var compliance = (ObjectNode) pledge.get("compliance");
        compliance.put("headline", "in-progress");
        compliance
                .putObject("selfReported")
                .put("state", "fulfilled")
                .put("on", "2026-11-01")
                .put("receivedOn", "2026-11-02")
                .put("report", 1);
        compliance
                .putObject("assessed")
                .put("state", "in-progress")
                .put("on", "2026-11-10")
                .put("verdict", "limited")
                .put("case", 1);
        var joining = Event.pledge("P-2026-720002", 2);
        Event.pledgeIn(joining).put("type", "joined").put("joins", reference);
        var practice = Event.practice("R-2026-720001", 4);
        ((ObjectNode) practice.get("practice")).put("pledge", reference);
        kafka.send(
                Event.ofPledge(REGISTERED, joining),
                Event.ofPledge(REGISTERED, Event.pledge(reference, 3)),
                Event.ofPledge("org.compromiso.PledgeAmended.v1", moved),
                Event.ofPractice(practice));
        rows.awaitRead(kafka);

        // When, Then
        var today = LocalDate.now(ZoneOffset.UTC).toString();
        given().get("/api/dashboard/pledges/" + reference)
                .then()
                .statusCode(200)
                .body("reference", equalTo(reference))
                .body("version", equalTo(5))
                .body("goals", hasSize(2))
                .body("goals[0].due", equalTo("2027-12-31"))
                .body("compliance.headline", equalTo("in-progress"))
                .body("compliance.selfReported.state", equalTo("fulfilled"))
                .body("compliance.assessed.state", equalTo("in-progress"))
                .body("compliance.asOf", equalTo(today))
                .body("compliance.overdue", equalTo(false))
                .body("joiners.reference", equalTo(List.of("P-2026-720002")))
                .body("joinsTarget", nullValue())
                .body("practice.reference", equalTo("R-2026-720001"))
                .body("demo", equalTo(true))
                .body("history.version", equalTo(List.of(3, 5)))
                .body("history.endsOn", equalTo(List.of("2028-06-30", "2029-01-31")))
                .body("history[0].at", equalTo("2026-11-21T10:00:00.123456Z"))
                .body("history[0].on", equalTo("2026-11-23"));
        given().get("/api/dashboard/pledges/P-2026-720002")
                .then()
                .body("joinsTarget.reference", equalTo(reference))
                .body("joinsTarget.registration", equalTo("registered"));
        given().get("/api/dashboard/practices/R-2026-720001")
                .then()
                .statusCode(200)
                .body("title", equalTo("Consulados móviles"))
                .body("locality.latitude", equalTo(-34.72f))
                .body("origin.reference", equalTo(reference));
        given().get("/api/dashboard/pledges?joins=" + reference)
                .then()
                .body("items.reference", equalTo(List.of("P-2026-720002")))
                .body(
                        "items[0].keySet()",
                        containsInAnyOrder(
                                "reference",
                                "title",
                                "type",
                                "registration",
                                "compliance",
                                "entity",
                                "countries",
                                "objectives",
                                "scope",
                                "endsOn",
                                "demo"));
    }

    @Test
    void an_answer_that_is_known_already_is_not_sent_again() {
        rows.awaitRead(kafka);
        for (var path : List.of(
                "/api/dashboard/overview?groupBy=type",
                "/api/dashboard/pledges",
                "/api/dashboard/practices",
                "/api/reference",
                "/api/reference/objectives")) {
            var first = given().get(path)
                    .then()
                    .statusCode(200)
                    .header("ETag", matchesPattern("\"[A-Za-z0-9_-]{22}\""))
                    .header("Cache-Control", containsString("public"))
                    .header("Vary", containsString("Accept-Encoding"));
            var etag = first.extract().header("ETag");
            given().header("If-None-Match", etag)
                    .get(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", equalTo(etag));
            given().header("If-None-Match", "\"other\", W/" + etag)
                    .get(path)
                    .then()
                    .statusCode(304);
            given().header("If-None-Match", "\"other\"").get(path).then().statusCode(200);
            given().auth()
                    .oauth2(Tokens.secretariat("s"))
                    .get(path)
                    .then()
                    .header("Cache-Control", equalTo("private, no-store"));
        }
    }

    @Test
    void what_is_not_known_is_refused_and_named() {
        for (var query : List.of(
                "overview?groupBy=colour",
                "overview?groupBy=type,",
                "overview?asOf=2026-13-01",
                "overview?asOf=2999-01-01",
                "overview?asOf=today",
                "overview?type=single",
                "overview?objective=24",
                "overview?objective=x",
                "overview?year=26",
                "overview?country=XX",
                "overview?region=999",
                "overview?silent=maybe",
                "overview?limit=5",
                "pledges?q=-water",
                "practices?q=!!",
                "practices?sort=relevance",
                "pledges?q=water&cursor=WyJ4IiwiMjAyNi0wMS0wMSIsIlAtMjAyNi0wMDAwMDEiXQ",
                "pledges?sort=relevance",
                "pledges?limit=0",
                "pledges?limit=101",
                "pledges?cursor=x",
                "pledges?cursor=WyJ4IiwiUC0yMDI2LTAwMDAwMSJd",
                "pledges?joins=1",
                "pledges?registration=gone",
                "pledges?sdg=18",
                "practices?nature=policy",
                "practices?type=pledge",
                "practices?cursor=WyJ4IiwiUC0yMDI2LTAwMDAwMSJd",
                "pledges/P-2026-000001?x=1")) {
            given().get("/api/dashboard/" + query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("errors", hasSize(1))
                    .body("errors[0].pointer", matchesPattern("\\?[a-zA-Z]+"))
                    .body("errors[0].message", not(matchesPattern("[a-z-]+")));
        }
        given().get("/api/dashboard/overview?groupBy=colour")
                .then()
                .body("errors[0].code", equalTo("unknown-code"))
                .body("errors[0].message", containsString("entityKind"));
        given().get("/api/dashboard/overview?type=x&scope=y&overdue=z")
                .then()
                .statusCode(400)
                .body("errors", hasSize(3));
        given().header("Accept-Language", "es")
                .get("/api/dashboard/overview?type=x")
                .then()
                .body("errors[0].message", containsString("no se conoce"));
        for (var path : List.of(
                "pledges/P-2026-999999",
                "pledges/x",
                "pledges/P-2026-000001%00",
                "practices/R-2026-999999",
                "practices/P-2026-000001")) {
            given().urlEncodingEnabled(false)
                    .get("/api/dashboard/" + path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
        given().get("/api/reference/no-such-list").then().statusCode(404);
        given().post("/api/dashboard/overview").then().statusCode(405);
        given().auth().oauth2("nonsense").get("/api/dashboard/overview").then().statusCode(401);
    }

    @Test
    void the_landing_page_and_the_contracts_are_there() {
        given().get("/").then().statusCode(200).contentType("text/html").body(containsString("<html lang=\"en\""));
        given().get("/landing.js").then().statusCode(200);
        given().get("/landing.css").then().statusCode(200);
        for (var prefix : List.of("/events/", "/contracts/events/")) {
            given().get(prefix + "org.compromiso.PledgeRegistered.v1.json")
                    .then()
                    .statusCode(200)
                    .body("title", notNullValue());
            given().get(prefix + "parts/public-pledge.json").then().statusCode(200);
            given().get(prefix + "parts/nothing.json").then().statusCode(404);
        }
        given().urlEncodingEnabled(false)
                .get("/contracts/events/..%2f..%2fapplication.properties")
                .then()
                .statusCode(404);
        given().get("/q/openapi").then().statusCode(200).body(containsString("/api/dashboard/overview"));
    }

    private List<String> pages(String first) {
        var seen = new ArrayList<String>();
        var path = first;
        while (path != null) {
            var page = given().urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.jsonPath().getList("items.reference", String.class));
            var link = page.header("Link");
            assertEquals(page.path("next") == null, link == null);
            path = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        return seen;
    }

    /** The newest state of every pledge on the topic, by the events alone. */
    private Collection<JsonNode> newestStates() {
        var newest = new HashMap<String, Long>();
        var states = new HashMap<String, JsonNode>();
        for (var sent : kafka.topic(Event.PLEDGES).all()) {
            try {
                var value = Event.JSON.readTree(sent.value());
                var pledge = value.path("pledge");
                var reference = pledge.path("reference").asText();
                var good = pledge.has("registration")
                        && !sent.value().contains("\\u0000")
                        && !sent.value().contains("+999999999")
                        && reference.equals(sent.headers().get("ce_subject"));
                if (good && newest.merge(reference, sent.sequence(), Math::max) == sent.sequence()) {
                    states.put(reference, pledge);
                }
            } catch (java.io.IOException poison) {
                // no pledge
            }
        }
        return states.values();
    }

    private static boolean matches(JsonNode pledge, Map<String, List<String>> filters) {
        var registrations = filters.getOrDefault("registration", List.of("registered"));
        return registrations.contains(pledge.get("registration").asText())
                && filters.entrySet().stream()
                        .filter(filter -> !filter.getKey().equals("registration"))
                        .allMatch(filter -> DIMENSIONS.get(filter.getKey()).apply(pledge).stream()
                                .anyMatch(filter.getValue()::contains));
    }

    private static Map<List<String>, List<Long>> naiveGroups(List<JsonNode> pledges, List<String> groupBy) {
        var groups = new HashMap<List<String>, List<Long>>();
        for (var pledge : groupBy.isEmpty() ? List.<JsonNode>of() : pledges) {
            var combinations = List.of(List.<String>of());
            for (var name : groupBy) {
                var codes = DIMENSIONS.get(name).apply(pledge);
                combinations = combinations.stream()
                        .flatMap(one -> codes.stream()
                                .map(code -> Stream.concat(one.stream(), Stream.of(code))
                                        .toList()))
                        .toList();
            }
            combinations.forEach(group -> groups.merge(
                    group,
                    List.of(1L, pledge.get("participations").asLong()),
                    (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1))));
        }
        return groups;
    }

    private static Map<List<String>, List<Long>> answeredGroups(
            List<Map<String, Object>> groups, List<String> groupBy) {
        return groups.stream()
                .collect(toMap(
                        group -> groupBy.stream()
                                .map(name -> group.get(name).toString())
                                .toList(),
                        group -> List.of(
                                ((Number) group.get("pledges")).longValue(),
                                ((Number) group.get("participations")).longValue())));
    }

    private static long participations(List<JsonNode> pledges) {
        return pledges.stream().mapToLong(p -> p.get("participations").asLong()).sum();
    }

    private static <T> List<T> picked(List<T> from, Random random, int count) {
        var shuffled = new ArrayList<>(from);
        java.util.Collections.shuffle(shuffled, random);
        return shuffled.subList(0, count);
    }

    private static Set<String> texts(JsonNode... arrays) {
        var all = new HashSet<String>();
        for (var array : arrays) {
            array.forEach(code -> all.add(code.asText()));
        }
        return all;
    }

    private static Set<String> regions(JsonNode pledge) {
        var open = new java.util.ArrayDeque<>(texts(pledge.get("regions")));
        texts(pledge.get("countries")).forEach(country -> open.add(fact("countries", country, "region")));
        var all = new HashSet<String>();
        while (!open.isEmpty()) {
            var region = open.pop();
            all.add(region);
            var parent = fact("regions", region, "parent");
            if (parent != null) {
                open.add(parent);
            }
        }
        return all;
    }

    private static String fact(String list, String code, String name) {
        return StreamSupport.stream(CodeLists.list(list).items().spliterator(), false)
                .filter(item -> item.code().equals(code))
                .map(item -> item.facts().get(name).textValue())
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
