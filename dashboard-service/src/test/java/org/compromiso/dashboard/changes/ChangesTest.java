package org.compromiso.dashboard.changes;

import static io.restassured.RestAssured.given;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.compromiso.dashboard.columns.Counted;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.dashboard.projection.Changed;
import org.compromiso.platform.problem.Problem;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class ChangesTest {

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    ChangeReads reads;

    @Inject
    Tail tail;

    @Inject
    Notices notices;

    @Inject
    Figures figures;

    @TestHTTPResource("/api/dashboard/changes")
    URI address;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Kafka kafka;
    private Rows rows;

    @BeforeEach
    void connect() {
        kafka = new Kafka(bootstrapServers);
        rows = new Rows(pool);
        rows.awaitRead(kafka);
        patiently().until(() -> given().get("/q/health/live").statusCode() == 200);
    }

    @Test
    void readers_are_told_what_the_lists_say_as_it_changes() throws Exception {
        try (var one = follow(null);
                var other = follow(null)) {
            assertEquals(200, one.response.statusCode());
            assertTrue(one.response
                    .headers()
                    .firstValue("Content-Type")
                    .orElseThrow()
                    .startsWith("text/event-stream"));
            assertEquals(
                    "no-cache",
                    one.response.headers().firstValue("Cache-Control").orElseThrow());
            // Where it begins is known before anything happens.
            patiently().until(() -> one.lastEventId != null && other.lastEventId != null);
            assertNull(one.all.get(0).data());
            assertFalse(one.comments.isEmpty());

            // When a pledge is submitted, registered and reported on, an older version comes late, a practice published
            var reference = "P-2026-750001";
            kafka.send(
                    submitted(reference),
                    registered(reference, 2),
                    registered(reference, 5),
                    registered(reference, 4),
                    Event.ofPractice(Event.practice("R-2026-750001", 1)));
            patiently().until(() -> one.events().size() >= 4 && other.events().size() >= 4);

            // Then
            var item =
                    given().get("/api/dashboard/pledges?q=750001x5").jsonPath().getString("items[0].title");
            assertEquals("Version 750001x5", item);
            var told = one.events();
            assertEquals(told, other.events());
            assertEquals(
                    numbersSince(told), told.stream().map(EventStream.Sent::id).toList());
            var ofPledge = told.stream()
                    .filter(sent -> sent.data().contains(reference))
                    .toList();
            assertEquals(3, ofPledge.size());
            assertTrue(ofPledge.stream().allMatch(sent -> sent.type().equals(REGISTERED)));
            // A version that came late does not bring back what the lists said before.
            assertTrue(ofPledge.get(2).data().contains("Version 750001x5"));
            var json = Event.JSON.readTree(ofPledge.get(2).data());
            assertEquals(
                    Event.JSON
                            .readTree(given().get("/api/dashboard/pledges?q=750001x5")
                                    .asString())
                            .at("/items/0"),
                    json);
        }
    }

    @Test
    void who_comes_back_misses_nothing_and_gets_nothing_twice() throws Exception {
        String last;
        try (var first = follow(null)) {
            patiently().until(() -> first.lastEventId != null);
            kafka.send(registered("P-2026-750011", 1));
            patiently().until(() -> !first.events().isEmpty());
            last = first.lastEventId;
        }
        var missed = new ArrayList<Event>();
        for (int i = 0; i < 450; i++) {
            missed.add(registered("P-2026-7502%02d".formatted(i % 100), i));
        }
        kafka.send(missed);
        rows.awaitRead(kafka);

        try (var again = follow(last)) {
            kafka.send(registered("P-2026-750012", 1));
            patiently()
                    .until(() ->
                            again.events().stream().anyMatch(sent -> sent.data().contains("P-2026-750012")));
            assertEquals(
                    toldAfter(last),
                    again.events().stream().map(EventStream.Sent::id).toList());
            assertEquals(451, again.events().size());
        }
    }

    @Test
    void a_reader_may_go_on_at_another_instance() throws Exception {
        kafka.send(registered("P-2026-750021", 1), registered("P-2026-750022", 1), registered("P-2026-750023", 1));
        rows.awaitRead(kafka);
        var numbers = rows
                .query("select number::text as number from change where reference like 'P-2026-75002_' order by number")
                .stream()
                .map(row -> row.getString("number"))
                .toList();
        // Another instance that has started just now, and one that is behind what the reader knows
        var other = new Tail(vertx, reads, 10, 16, Duration.ofSeconds(5));
        other.start(null);
        figures.passTo(other);
        try {
            patiently().untilAsserted(() -> {
                var told = new CopyOnWriteArrayList<String>();
                var subscription = other.readFrom(Long.valueOf(numbers.get(0)), () -> {})
                        .filter(t -> t.change() != null)
                        .subscribe()
                        .with(t -> told.add(Long.toString(t.number())));
                patiently().until(() -> told.size() >= 2);
                subscription.cancel();
                assertEquals(toldAfter(numbers.get(0)).subList(0, 2), told.subList(0, 2));
            });
        } finally {
            figures.passTo(null);
            other.stop(null);
        }
    }

    @Test
    void a_commit_is_heard_of_at_once() {
        rows.awaitRead(kafka);
        for (int version = 1; version <= 3; version++) {
            var heard = notices.heard();
            kafka.send(registered("P-2026-750025", version));
            patiently().until(() -> notices.heard() > heard);
        }
    }

    /** Hears what the instances hear. */
    @ApplicationScoped
    static class Notices {

        private final AtomicInteger heard = new AtomicInteger();

        int heard() {
            return heard.get();
        }

        void hear(@Observes Changed changed) {
            heard.incrementAndGet();
        }
    }

    /** How far the figures of this instance are, for other tails. */
    @ApplicationScoped
    static class Figures {

        private Counted last;
        private Tail passedOn;

        synchronized void passTo(Tail tail) {
            passedOn = tail;
            if (tail != null) {
                tail.look(last);
            }
        }

        synchronized void hear(@Observes Counted counted) {
            last = counted;
            if (passedOn != null) {
                passedOn.look(counted);
            }
        }
    }

    @Test
    void nothing_is_told_beyond_what_the_figures_know() {
        // Given three changes, and an instance whose figures know the first of them
        kafka.send(registered("P-2026-750026", 1), registered("P-2026-750027", 1), registered("P-2026-750028", 1));
        rows.awaitRead(kafka);
        var first = rows.query("select min(number) as first from change where reference like 'P-2026-75002_'"
                        + " and reference >= 'P-2026-750026'")
                .get(0)
                .getLong("first");
        var known = new AtomicLong(first - 1);
        var behind = new Tail(vertx, reads, 10, 16, Duration.ofMillis(20));
        behind.start(null);
        behind.look(new Counted(known.get()));
        var told = new CopyOnWriteArrayList<List<Long>>();
        try {
            // One who follows, one who comes back, and one who has heard of all of them elsewhere
            var reading = Stream.of(null, first - 1, first + 2)
                    .map(after -> behind.readFrom(after, () -> {})
                            .subscribe()
                            .with(t -> told.add(List.of(
                                    t.change() == null ? -1 : t.number(), known.get(), after == null ? -1 : after))))
                    .toList();

            // When the figures go on, one by one, while signs of life are sent
            for (long number = first; number <= first + 2; number++) {
                var before = told.size();
                patiently().until(() -> told.size() > before + 10);
                known.set(number);
                behind.look(new Counted(number));
                var now = number;
                patiently().until(() -> told.contains(List.of(now, now, -1L)));
            }
            reading.forEach(Cancellable::cancel);
        } finally {
            behind.stop(null);
        }

        // Then
        assertEquals(
                List.of(),
                told.stream().filter(each -> each.get(0) > each.get(1)).toList());
        assertEquals(
                List.of(first, first + 1, first + 2),
                told.stream()
                        .filter(each -> each.get(2) == first - 1 && each.get(0) > 0)
                        .map(each -> each.get(0))
                        .toList());
        assertEquals(
                List.of(),
                told.stream()
                        .filter(each -> each.get(2) == first + 2 && each.get(0) > 0)
                        .toList(),
                "who has heard of them gets none twice");
    }

    @Test
    void a_database_that_was_set_back_makes_readers_begin_anew() {
        // Given an instance whose figures, and a reader, know more than there is
        kafka.send(registered("P-2026-750029", 1));
        rows.awaitRead(kafka);
        var newest = rows.query("select change_number from live").get(0).getLong(0);
        var set = new Tail(vertx, reads, 10, 16, Duration.ofMillis(20));
        set.start(null);
        set.look(new Counted(newest + 5));
        try {
            var over = new AtomicInteger();
            set.readFrom(null, () -> {}).subscribe().with(t -> {}, over::incrementAndGet);

            // When the figures are loaded anew
            set.look(new Counted(newest));

            // Then it is sent away, and told so when it comes back
            patiently().until(() -> over.get() == 1);
            var told = set.readFrom(newest + 5, () -> {})
                    .filter(t -> t.change() != null)
                    .toUni()
                    .await()
                    .atMost(Duration.ofSeconds(20));
            assertEquals(new Told(newest, Change.reset(newest)), told);
        } finally {
            set.stop(null);
        }
    }

    @Test
    void a_rebuild_is_told_as_a_reset() throws Exception {
        try (var stream = follow(null)) {
            patiently().until(() -> stream.lastEventId != null);

            given().auth()
                    .oauth2(Tokens.admin())
                    .contentType("application/json")
                    .body("{\"force\":true}")
                    .post("/api/dashboard/rebuilds")
                    .then()
                    .statusCode(202);

            patiently()
                    .until(() -> stream.events().stream()
                            .anyMatch(sent -> sent.type().equals("reset")));
            kafka.send(registered("P-2026-750031", 1));
            patiently()
                    .until(() -> stream.events().stream()
                            .anyMatch(sent -> sent.data().contains("P-2026-750031")));
        }
    }

    @Test
    void who_comes_back_after_too_long_or_from_elsewhere_begins_anew() throws Exception {
        kafka.send(registered("P-2026-750041", 1));
        rows.awaitRead(kafka);
        var newest = rows.query("select change_number from live").get(0).getLong(0);
        rows.query("create table forgotten as select * from change where number <= $1", newest - 1);
        rows.query("delete from change where number <= $1", newest - 1);
        try {
            for (var unknown : List.of("0", Long.toString(newest - 2), Long.toString(newest + 1000))) {
                try (var stream = follow(unknown)) {
                    patiently().until(() -> !stream.events().isEmpty());
                    assertEquals(
                            new EventStream.Sent(newest.toString(), "reset", "{}"),
                            stream.events().get(0),
                            unknown);
                }
            }
            // The last one that is kept is not a gap
            try (var stream = follow(Long.toString(newest - 1))) {
                patiently().until(() -> !stream.events().isEmpty());
                assertEquals(newest.toString(), stream.events().get(0).id());
                assertEquals(REGISTERED, stream.events().get(0).type());
            }
        } finally {
            rows.query("insert into change select * from forgotten");
            rows.query("drop table forgotten");
        }
    }

    @Test
    void while_the_database_is_away_readers_stay_and_then_hear_what_they_missed() throws Exception {
        try (var stream = follow(null)) {
            patiently().until(() -> stream.lastEventId != null);

            rows.query("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
            kafka.send(registered("P-2026-750051", 1));

            patiently()
                    .until(() -> stream.events().stream()
                            .anyMatch(sent -> sent.data().contains("P-2026-750051")));
            assertFalse(stream.over);
        }
    }

    @Test
    void who_does_not_keep_up_is_let_go_and_comes_back_without_a_gap() throws Exception {
        // Given a reader that takes nothing, and one that does
        kafka.send(registered("P-2026-750061", 1));
        rows.awaitRead(kafka);
        var before = rows.query("select change_number from live").get(0).getLong(0);
        patiently().until(() -> tail.readers() == 0);
        try (var slow = new Socket();
                var quick = follow(before.toString())) {
            slow.setReceiveBufferSize(4096);
            slow.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            slow.getOutputStream()
                    .write(("GET /api/dashboard/changes HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: " + before
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            patiently().until(() -> tail.readers() == 2);

            // When more happens than is held in memory
            rows.query("""
                    with told as (
                      insert into change (number, type, reference, subject, version)
                      select l.change_number + n, $1, 'P-2026-750061', 'P-2026-750061', 1
                      from live l, generate_series(1, 15000) n returning number)
                    update live set change_number = change_number + (select count(*) from told)
                    """, REGISTERED);
            patiently().until(() -> quick.events().size() == 15_000);
            // Then the slow one is let go as soon as it takes something again
            var received = new StringBuilder();
            var bytes = new byte[65536];
            try {
                for (int n = slow.getInputStream().read(bytes);
                        n >= 0;
                        n = slow.getInputStream().read(bytes)) {
                    received.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
                }
            } catch (java.net.SocketException reset) {
                // Cut off.
            }
            var ids = Stream.of(received.toString().split("\n"))
                    .filter(line -> line.startsWith("id:"))
                    .map(line -> line.substring(3).strip())
                    .toList();
            assertTrue(ids.size() < 15_000, () -> "received " + ids.size());
            patiently().until(() -> tail.readers() == 1);

            // And comes back
            var last = ids.get(ids.size() - 2);
            try (var again = follow(last)) {
                patiently().until(() -> again.events().size() == 15_000 - (Long.parseLong(last) - before));
            }
        }
        patiently().until(() -> tail.readers() == 0);
    }

    @Test
    void while_nobody_listens_nothing_is_made_ready_and_who_comes_back_gets_it_all_the_same() {
        // Given an instance that nobody follows
        var made = new AtomicInteger();
        var counting =
                new ChangeReads(pool, Clock.systemUTC(), Event.JSON.copy().findAndRegisterModules()) {
                    @Override
                    Uni<Batch> after(long number, long upTo) {
                        return super.after(number, upTo)
                                .invoke(batch -> made.addAndGet(batch.changes().size()));
                    }
                };
        var before = rows.query("select change_number from live").get(0).getLong(0);
        var quiet = new Tail(vertx, counting, 10, 16, Duration.ofSeconds(5));
        quiet.start(null);
        figures.passTo(quiet);
        try {
            // When something happens
            patiently().until(() -> quiet.last() >= before);
            kafka.send(registered("P-2026-750071", 1), registered("P-2026-750072", 1));
            rows.awaitRead(kafka);
            var now = rows.query("select change_number from live").get(0).getLong(0);
            patiently().until(() -> quiet.last() >= now);

            // Then
            assertEquals(0, made.get());
            var told = new CopyOnWriteArrayList<String>();
            var subscription = quiet.readFrom(before, () -> {})
                    .filter(t -> t.change() != null)
                    .subscribe()
                    .with(t -> told.add(Long.toString(t.number())));
            patiently().until(() -> told.size() >= 2);
            subscription.cancel();
            assertEquals(toldAfter(before.toString()), told);
        } finally {
            figures.passTo(null);
            quiet.stop(null);
        }
    }

    @Test
    void no_more_readers_than_an_instance_takes() {
        var small = new Tail(vertx, reads, 1, 16, Duration.ofSeconds(5));
        small.start(null);
        try {
            // Before there are figures, nobody could be told how far they are
            var early = assertThrows(Problem.class, () -> small.readFrom(null, () -> {}));
            assertEquals("unavailable", early.code());
            assertEquals("1", early.headers().get("Retry-After"));
            small.look(new Counted(0));
            small.readFrom(null, () -> {});
            var refused = assertThrows(Problem.class, () -> small.readFrom(null, () -> {}));
            assertEquals("too-many-readers", refused.code());
            assertEquals("30", refused.headers().get("Retry-After"));
        } finally {
            small.stop(null);
        }
    }

    @Test
    void what_is_no_number_of_a_change_is_refused() {
        for (var bad : List.of("x", "-1", "1.5", "9999999999999999999999")) {
            given().header("Last-Event-ID", bad)
                    .get("/api/dashboard/changes")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("errors[0].code", equalTo("not-a-change-number"))
                    .body("errors[0].message", containsString("number"));
        }
        given().get("/api/dashboard/changes?type=joined").then().statusCode(400);
        given().post("/api/dashboard/changes").then().statusCode(405);
        given().auth().oauth2("nonsense").get("/api/dashboard/changes").then().statusCode(401);
    }

    private EventStream follow(String lastEventId) throws Exception {
        return new EventStream(address, lastEventId);
    }

    private List<String> toldAfter(String number) {
        return rows
                .query(
                        "select number::text as number from change where number > $1"
                                + " and (reference like 'P-%' or reference like 'R-%') order by number",
                        Long.valueOf(number))
                .stream()
                .map(row -> row.getString("number"))
                .toList();
    }

    /** What the table says of the changes of those events, submissions left out. */
    private List<String> numbersSince(List<EventStream.Sent> told) {
        return rows
                .query(
                        "select number::text as number from change where number >= $1"
                                + " and type <> 'org.compromiso.PledgeSubmitted.v1' order by number",
                        Long.valueOf(told.get(0).id()))
                .stream()
                .map(row -> row.getString("number"))
                .toList();
    }

    private static Event registered(String reference, long version) {
        var value = Event.pledge(reference, version);
        Event.pledgeIn(value).put("title", "Version " + reference.substring(7) + "x" + version);
        return Event.ofPledge(REGISTERED, value);
    }

    private static Event submitted(String reference) {
        var value = Event.example("org.compromiso.PledgeSubmitted.v1", "individual");
        Event.pledgeIn(value).put("reference", reference);
        return new Event(Event.PLEDGES, "org.compromiso.PledgeSubmitted.v1", reference, reference, 1, value.toString());
    }
}
