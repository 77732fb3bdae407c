package org.compromiso.dashboard.rebuild;

import static io.restassured.RestAssured.given;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.GeneratedEvents;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LocalServices.class)
@TestProfile(RebuildTest.TopicsOfItsOwn.class)
class RebuildTest {

    /** A rebuild reads all that is there, and what the tests of other classes sent takes it minutes. */
    public static class TopicsOfItsOwn implements QuarkusTestProfile {}

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
    void a_rebuild_puts_the_same_rows_in_the_place_of_the_old_ones() {
        // Given
        var generated = new GeneratedEvents(7, 200_000);
        kafka.send(generated.disturbed(generated.lives(20, 10)));
        rows.awaitRead(kafka);
        var old = rows.live();
        var before = rows.dump(old);
        var resets = resets();

        // When
        var id = ask("{}", null)
                .then()
                .statusCode(202)
                .header("Location", containsString("/api/dashboard/rebuilds/"))
                .extract()
                .<String>path("id");
        awaitState(id, "swapped");

        // Then
        assertTrue(rows.live() > old);
        Rows.assertSame(before, rows.dump(rows.live()));
        assertEquals(resets + 1, resets());
        see(id).then()
                .body("missingSubjects", equalTo(0))
                .body("eventsDone", greaterThan(100))
                .body("eventsPerSecond", greaterThan(0f))
                .body("measuredAt", notNullValue());
        patiently().until(() -> rows.dump(old).isEmpty());
        // And projection goes on in the new generation
        kafka.send(Event.ofPledge(REGISTERED, Event.pledge("P-2026-710001", 1)));
        patiently()
                .until(() -> given().get("/api/dashboard/pledges/P-2026-710001").statusCode() == 200);
    }

    @Test
    void a_rebuild_ends_although_events_never_cease_to_come_in() throws Exception {
        // Given
        rows.awaitRead(kafka);
        var versions = new AtomicLong();
        var sender = Executors.newSingleThreadScheduledExecutor();
        try {
            sender.scheduleWithFixedDelay(
                    () -> kafka.send(
                            Event.ofPledge(REGISTERED, Event.pledge("P-2026-710006", versions.incrementAndGet()))),
                    0,
                    20,
                    TimeUnit.MILLISECONDS);

            // When
            var id = ask("{}", null).then().statusCode(202).extract().<String>path("id");

            // Then
            awaitState(id, "swapped");
        } finally {
            sender.shutdown();
            assertTrue(sender.awaitTermination(20, TimeUnit.SECONDS));
        }
        rows.awaitRead(kafka);
        var kept = rows.query(
                "select count(*) as count from history where subject = $1"
                        + " and generation = (select generation from live)",
                "P-2026-710006");
        assertEquals(versions.get(), kept.get(0).getLong("count"));
    }

    @Test
    void every_answer_is_of_one_generation_while_they_are_swapped() throws Exception {
        // Given pledges that the topics tell of
        kafka.send(IntStream.rangeClosed(711_001, 711_030)
                .mapToObj(number -> Event.pledge("P-2026-" + number, 1))
                .peek(value -> Event.pledgeIn(value).put("title", "Swallowtails"))
                .map(value -> Event.ofPledge(REGISTERED, value))
                .toList());
        rows.awaitRead(kafka);
        var paths = List.of(
                "/pledges?q=swallowtails&limit=100",
                "/pledges?q=swallowtails&sort=title&limit=100",
                "/pledges/P-2026-711001",
                "/pledges/P-2026-711001/history",
                "/overview?groupBy=type,country",
                "/map");
        for (int swap = 0; swap < 2; swap++) {
            // And readers see other rows than those
            changeWhatReadersSee();
            var before = answers(paths);
            var over = new AtomicBoolean();
            var readers = Executors.newFixedThreadPool(paths.size());
            try {
                var seen = paths.stream()
                        .map(path -> readers.submit(() -> {
                            var bodies = new LinkedHashSet<String>();
                            while (!over.get()) {
                                bodies.add(read(path));
                                // The rebuild needs a core, too.
                                TimeUnit.MILLISECONDS.sleep(5);
                            }
                            return bodies;
                        }))
                        .toList();

                // When
                var id = ask("{\"force\":true}", null)
                        .then()
                        .statusCode(202)
                        .extract()
                        .<String>path("id");
                awaitState(id, "swapped");
                rows.awaitCounted();
                over.set(true);

                // Then every answer is what it was before, or what it is after
                var after = answers(paths);
                for (int i = 0; i < paths.size(); i++) {
                    assertNotEquals(before.get(i), after.get(i), paths.get(i));
                    var mixed = seen.get(i).get();
                    mixed.removeAll(List.of(before.get(i), after.get(i)));
                    assertEquals(Set.of(), mixed, paths.get(i));
                }
            } finally {
                over.set(true);
                readers.shutdown();
            }
        }
    }

    /** Rows that no event tells of, in the live generation: another title, type and place. */
    private void changeWhatReadersSee() {
        var changed = """
                update %s set state = state || jsonb_build_object('title', 'Changed swallowtails',
                  'type', 'collective', 'countries', '["UY"]'::jsonb)
                where reference like 'P-2026-7110%%' and generation = (select generation from live)""";
        rows.query(changed.formatted("history"));
        rows.query(changed.formatted("pledge"));
        rows.query("update pledge set type = 'collective', title_key = 'changed'"
                + " where reference like 'P-2026-7110%' and generation = (select generation from live)");
        rows.query("""
                with told as (
                  insert into change (number, type, reference, subject)
                  select l.change_number + n, 'changed', 'P-2026-' || 711000 + n, 'P-2026-' || 711000 + n
                  from live l, generate_series(1, 30) n returning number)
                update live set change_number = change_number + (select count(*) from told)
                """);
        rows.awaitCounted();
    }

    private static List<String> answers(List<String> paths) {
        return paths.stream().map(RebuildTest::read).toList();
    }

    private static String read(String path) {
        return given().get("/api/dashboard" + path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void a_rebuild_that_lacks_a_subject_waits_until_forced() {
        // Given a subject that readers see and the topics lack
        rows.awaitRead(kafka);
        var lacked = "P-2026-710002";
        rows.query(
                "insert into history (generation, subject, version, reference, type, occurred_at, what, state)"
                        + " select generation, $1, 1, $1, 'x', now(), '{}', '{}' from live",
                lacked);

        // When
        var id = ask("{}", null).then().statusCode(202).extract().<String>path("id");
        awaitState(id, "lacking");

        // Then
        see(id).then().body("missingSubjects", equalTo(1)).body("force", equalTo(false));
        var old = rows.live();
        // And while nothing comes in, history is not compared again and again
        rows.query("update rebuild set missing_subjects = 77 where state = 'lacking'");
        for (int i = 0; i < 3; i++) {
            rows.query("update rebuild set events_total = -1 where state = 'lacking'");
            patiently()
                    .until(() -> rows.query("select 1 from rebuild where state = 'lacking' and events_total >= 0")
                                    .size()
                            == 1);
        }
        see(id).then().body("missingSubjects", equalTo(77));
        kafka.send(Event.ofPledge(REGISTERED, Event.pledge("P-2026-710005", 1)));
        patiently().untilAsserted(() -> see(id).then().body("missingSubjects", equalTo(1)));
        // And asking again means the same one
        ask("{\"force\":true}", null)
                .then()
                .statusCode(202)
                .body("id", equalTo(id))
                .body("force", equalTo(true));
        awaitState(id, "swapped");
        assertNotEquals(old, rows.live());
        var seen = "select 1 from history where subject = $1 and generation = (select generation from live)";
        assertEquals(0, rows.query(seen, lacked).size());
    }

    @Test
    void the_same_key_asks_once() {
        var key = UUID.randomUUID().toString();
        var first = ask("{}", key).then().statusCode(202).extract().<String>path("id");
        awaitState(first, "swapped");

        ask("{}", key).then().statusCode(202).body("id", equalTo(first));
        ask("{\"force\":true}", key).then().statusCode(422);
    }

    @Test
    void only_an_admin_may_and_what_cannot_be_read_is_refused() {
        var path = "/api/dashboard/rebuilds";
        given().contentType("application/json").body("{}").post(path).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.secretariat("s"))
                .contentType("application/json")
                .body("{}")
                .post(path)
                .then()
                .statusCode(403);
        ask("{\"force\":\"yes\"}", null).then().statusCode(400);
        ask("{\"forced\":true}", null).then().statusCode(400);
        ask("", null).then().statusCode(400);
        given().auth()
                .oauth2(Tokens.admin())
                .contentType("text/plain")
                .body("{}")
                .post(path)
                .then()
                .statusCode(415);
        given().get(path + "/" + UUID.randomUUID()).then().statusCode(401);
        see(UUID.randomUUID().toString()).then().statusCode(404);
        see("nonsense").then().statusCode(404);
    }

    @Test
    void wiped_topics_stop_projection_and_re_emission_brings_it_back() {
        // Given readers see what was read
        var events = new ArrayList<Event>();
        events.add(Event.ofPledge(REGISTERED, Event.pledge("P-2026-710003", 2)));
        kafka.send(events);
        rows.awaitRead(kafka);
        var held = kafka.topic(Event.PLEDGES).all();
        var heldPractices = kafka.topic(Event.PRACTICES).all();
        var heldReviews = kafka.topic(Event.REVIEWS).all();
        var before = rows.dump(rows.live());
        assertFalse(before.isEmpty());

        // When
        kafka.wipe();

        // Then projection says so, and reads go on
        patiently()
                .untilAsserted(() ->
                        given().get("/q/health/ready").then().statusCode(503).body(containsString("made anew")));
        given().get("/api/dashboard/pledges/P-2026-710003").then().statusCode(200);
        Rows.assertSame(before, rows.dump(rows.live()));

        // When the services send again, but not yet everything, and something that nobody can read
        kafka.topic(Event.PLEDGES).send("P-2026-710007", "{not json", Map.of("ce_type", REGISTERED));
        kafka.sendAgain(Event.PLEDGES, held.stream().filter(sent -> !"P-2026-710003".equals(sent.key())));
        kafka.sendAgain(Event.PRACTICES, heldPractices.stream());
        kafka.sendAgain(Event.REVIEWS, heldReviews.stream());
        patiently()
                .until(() -> rows.query("select 1 from rebuild where state = 'lacking' and missing_subjects = 1")
                                .size()
                        == 1);
        given().get("/api/dashboard/pledges/P-2026-710003").then().statusCode(200);

        // When they have sent the rest
        kafka.sendAgain(Event.PLEDGES, held.stream().filter(sent -> "P-2026-710003".equals(sent.key())));

        // Then all is as before, and projection goes on
        patiently().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        Rows.assertSame(before, rows.dump(rows.live()));
        assertEquals(1, kafka.deadLettersOf(Event.PLEDGES).of("P-2026-710007").size());
        kafka.send(Event.ofPledge(REGISTERED, Event.pledge("P-2026-710004", 1)));
        patiently()
                .until(() -> given().get("/api/dashboard/pledges/P-2026-710004").statusCode() == 200);
    }

    private static Response ask(String body, String key) {
        var request = given().auth()
                .oauth2(Tokens.admin())
                .contentType("application/json")
                .body(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/api/dashboard/rebuilds");
    }

    private static Response see(String id) {
        return given().auth().oauth2(Tokens.admin()).get("/api/dashboard/rebuilds/" + id);
    }

    private static void awaitState(String id, String state) {
        patiently().untilAsserted(() -> see(id).then().statusCode(200).body("state", equalTo(state)));
    }

    private long resets() {
        return rows.query("select count(*) as count from change where type = 'reset'")
                .get(0)
                .getLong("count");
    }
}
