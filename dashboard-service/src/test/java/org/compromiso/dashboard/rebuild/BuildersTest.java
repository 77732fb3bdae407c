package org.compromiso.dashboard.rebuild;

import static org.compromiso.dashboard.fixtures.Event.PLEDGES;
import static org.compromiso.dashboard.fixtures.Event.PRACTICES;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.dashboard.pledges.PledgeModels;
import org.compromiso.dashboard.projection.Projection;
import org.compromiso.platform.testing.KafkaForTests;
import org.compromiso.platform.testing.PostgresForTests;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances that would build, on one database and one broker, and nobody who projects. */
class BuildersTest {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final int FEW = 5;

    private static PostgresForTests postgres;
    private static KafkaForTests broker;
    private static Pool pool;

    private final Kafka kafka = new Kafka(broker.bootstrapServers());
    private final Rows rows = new Rows(pool);
    private final List<Runnable> ends = new ArrayList<>();

    @BeforeAll
    static void startServers() {
        postgres = PostgresForTests.embedded();
        broker = KafkaForTests.embedded();
        broker.createTopics();
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), postgres.user(), postgres.password())
                .locations("db/platform", "db/migration")
                .load()
                .migrate();
        pool = poolOf("test");
        // Who moved a generation on, and who swapped it in.
        for (var sql : List.of(
                "create table moved (place bigint generated always as identity, who text, back boolean)",
                "create table swapped (who text)",
                """
                create function moves() returns trigger language plpgsql as $$ begin
                  insert into moved (who, back)
                    values (current_setting('application_name'), tg_op = 'UPDATE' and new.next_offset < old.next_offset);
                  return new; end $$""",
                """
                create function swaps() returns trigger language plpgsql as $$ begin
                  insert into swapped (who) values (current_setting('application_name'));
                  return new; end $$""",
                """
                create trigger moves after insert or update on position for each row
                  when (new.generation > 1) execute function moves()""",
                """
                create trigger swaps after update on live for each row
                  when (new.generation <> old.generation) execute function swaps()""")) {
            pool.query(sql).execute().await().atMost(LONG);
        }
    }

    @AfterAll
    static void stopServers() {
        pool.closeAndAwait();
        broker.close();
        postgres.close();
    }

    @BeforeEach
    void empty() {
        kafka.wipe();
        rows.query("update live set generation = 1, change_number = 0, stopped = null");
        for (var table : List.of(
                "history", "pledge", "practice", "change", "position", "rebuild", "moved", "swapped", "lease")) {
            rows.query("delete from " + table);
        }
    }

    @AfterEach
    void end() {
        ends.forEach(Runnable::run);
    }

    @Test
    void one_builds_at_a_time_and_when_it_stops_the_other_goes_on() {
        // Given
        kafka.send(versions(1, 6000));
        var one = builder("one");
        var other = builder("other");
        ask();
        one.start(null);
        other.start(null);
        patiently().until(() -> moved() > 0);
        var first = who().get(0);
        var second = first.equals("one") ? "other" : "one";
        var asked = new HashSet<String>();
        patiently().until(() -> {
            asked.addAll(lastAskedForTheLease(second));
            return asked.size() > 2;
        });

        // When
        (first.equals("one") ? one : other).stop(null);

        // Then
        awaitSwapped();
        assertEquals(List.of(first, second), who());
        assertEquals(read(), built(), "nothing is left out between the two");
        assertEquals(0, rows.query("select 1 from moved where back").size());
        assertEquals(1, resets());
    }

    @Test
    void a_builder_that_was_paused_before_the_swap_and_overtaken_writes_nothing() {
        // Given one that is held up when it has read everything, for longer than its lease
        kafka.send(versions(1, 20));
        var projecting = holdOneUpBeforeTheSwap();

        // When there is more, of which readers see some, and another goes on
        kafka.send(versions(21, 60));
        readersHaveRead(PLEDGES, "P-2026-712001", 30);
        builder("other").start(null);
        patiently().until(() -> waits("other"));
        commit(projecting);

        // Then
        awaitSwapped();
        assertEquals(List.of("one", "other"), who());
        assertEquals(List.of("other"), swappedBy());
        assertEquals(0, rows.query("select 1 from moved where back").size());
        assertEquals(read(), built());
        assertTrue(built() >= 30, "what readers see is not lost");
        assertEquals(1, resets());
    }

    @Test
    void topics_made_anew_begin_another_generation_and_who_built_the_one_before_writes_nothing() {
        // Given one that is held up before the swap, for longer than its lease
        kafka.send(versions(1, 20));
        var projecting = holdOneUpBeforeTheSwap();
        var begun = generationBeingBuilt();

        // When the topics are made anew, and another goes on
        kafka.wipe();
        kafka.send(versions(1, 7));
        builder("other").start(null);
        patiently().until(() -> waits("other"));
        assertNotEquals(begun, generationBeingBuilt());
        commit(projecting);

        // Then
        awaitSwapped();
        assertEquals(List.of("other"), swappedBy());
        assertEquals(7, built());
        assertEquals(read(), built());
        assertEquals(1, resets());
        assertEquals(
                0,
                rows.query("select 1 from history where generation = $1", begun).size());
    }

    @Test
    void a_rebuild_sends_the_dead_letters_that_readers_own_projection_has_not_sent() {
        // Given poison that projection has passed, and poison that it has not
        var before = letters();
        poison("P-2026-712002", "{passed");
        poison("P-2026-712002", "{ahead");
        topicsAsReadersKnowThem();
        rows.query(
                "update position set next_offset = 1 where generation = 1 and topic = $1 and partition = $2",
                PLEDGES,
                partition("P-2026-712002"));

        // When
        rebuild();

        // Then
        assertEquals(
                List.of("{ahead"), letters().subList(before.size(), letters().size()));
    }

    @Test
    void a_rebuild_on_topics_made_anew_sends_all_dead_letters() {
        // Given
        var before = letters();
        poison("P-2026-712003", "{one");
        poison("P-2026-712003", "{two");
        topicsAsReadersKnowThem();
        rows.query("update position set topic_id = 'of another time', next_offset = 1000 where generation = 1");

        // When
        rebuild();

        // Then
        assertEquals(
                List.of("{one", "{two"),
                letters().subList(before.size(), letters().size()));
    }

    @Test
    void poison_that_comes_while_the_swap_is_made_becomes_a_dead_letter() {
        // Given a builder that waits to make the swap
        var before = letters();
        kafka.send(Event.ofPractice(Event.practice("R-2026-712001", 1)));
        var projecting = holdOneUpBeforeTheSwap();

        // When poison comes, and after it something that readers see already
        poison("P-2026-712004", "{late");
        kafka.send(Event.ofPractice(Event.practice("R-2026-712001", 2)));
        readersHaveRead(PRACTICES, "R-2026-712001", 2);
        commit(projecting);

        // Then
        awaitSwapped();
        assertEquals(
                List.of("{late"), letters().subList(before.size(), letters().size()));
        assertEquals(
                1,
                rows.query("select 1 from position where generation > 1 and topic = $1 and next_offset = 1", PLEDGES)
                        .size(),
                "nobody reads it again");
    }

    private Rebuilder builder(String name) {
        var own = poolOf(name);
        var projection = new Projection(own, PledgeModels.all());
        var builder = new Rebuilder(projection.feeds(broker.bootstrapServers(), FEW), projection.tables(), own);
        ends.add(() -> builder.stop(null));
        ends.add(own::closeAndAwait);
        return builder;
    }

    /** Builder one has read everything and waits for whoever projects, until that is committed. */
    private SqlConnection holdOneUpBeforeTheSwap() {
        ask();
        var projecting = lockLive();
        builder("one").start(null);
        patiently().until(() -> waits("one"));
        return projecting;
    }

    private void rebuild() {
        ask();
        builder("one").start(null);
        awaitSwapped();
    }

    private void ask() {
        rows.query("insert into rebuild (id, cause, forced, state, requested_at)"
                + " values (gen_random_uuid(), 'requested', false, 'waiting', now())");
    }

    private int generationBeingBuilt() {
        return rows.query("select generation from rebuild where state <> 'swapped'")
                .get(0)
                .getInteger("generation");
    }

    private void awaitSwapped() {
        patiently()
                .until(() -> rows.query("select 1 from rebuild where state = 'swapped'")
                                .size()
                        == 1);
    }

    /** Versions of one pledge, so all in one partition. */
    private static List<Event> versions(int from, int to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(version -> Event.ofPledge(REGISTERED, Event.pledge("P-2026-712001", version)))
                .toList();
    }

    private void poison(String key, String value) {
        kafka.topic(PLEDGES).send(key, value, Map.of("ce_type", REGISTERED));
    }

    private List<String> letters() {
        return kafka.deadLettersOf(PLEDGES).all().stream()
                .map(letter -> letter.value())
                .toList();
    }

    /** Positions of the live generation at the begin of the topics. */
    private void topicsAsReadersKnowThem() {
        new Projection(pool, PledgeModels.all())
                .feeds(broker.bootstrapServers(), FEW)
                .into(1, connection -> {})
                .close();
    }

    /** The live generation has read so many records of the partition that a key is in. */
    private void readersHaveRead(String topic, String key, long records) {
        rows.query(
                "insert into position select 1, topic, partition, topic_id, $3::bigint from position"
                        + " where generation > 1 and topic = $1 and partition = $2",
                topic,
                partition(key),
                records);
    }

    private static int partition(String key) {
        var bytes = key.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return org.apache.kafka.common.utils.Utils.toPositive(org.apache.kafka.common.utils.Utils.murmur2(bytes)) % 6;
    }

    /** Whoever projects is in the middle of a transaction. */
    private static SqlConnection lockLive() {
        var connection = pool.getConnection().await().atMost(LONG);
        connection.query("begin; select from live for update").execute().await().atMost(LONG);
        return connection;
    }

    private static void commit(SqlConnection connection) {
        connection.query("commit").execute().await().atMost(LONG);
        connection.closeAndAwait();
    }

    private boolean waits(String who) {
        return rows.query(
                                "select 1 from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'",
                                who)
                        .size()
                == 1;
    }

    /** Who moved the generation on that is being built, one after the other. */
    private List<String> who() {
        var all = rows.query("select who from moved order by place").stream()
                .map(row -> row.getString("who"))
                .toList();
        return IntStream.range(0, all.size())
                .filter(i -> i == 0 || !all.get(i).equals(all.get(i - 1)))
                .mapToObj(all::get)
                .toList();
    }

    /** When it did, as long as that is the last thing it did. */
    private List<String> lastAskedForTheLease(String who) {
        return rows
                .query(
                        "select query_start::text as at from pg_stat_activity"
                                + " where application_name = $1 and query like 'insert into lease%'",
                        who)
                .stream()
                .map(row -> row.getString("at"))
                .toList();
    }

    private int moved() {
        return rows.query("select 1 from moved").size();
    }

    private List<String> swappedBy() {
        return rows.query("select who from swapped").stream()
                .map(row -> row.getString("who"))
                .toList();
    }

    private int built() {
        return rows.query("select 1 from history where generation = (select generation from live)")
                .size();
    }

    private int read() {
        return rows.query("select sum(next_offset)::int as read from position"
                        + " where generation = (select generation from live)")
                .get(0)
                .getInteger("read");
    }

    private int resets() {
        return rows.query("select 1 from change where type = 'reset'").size();
    }

    private static Pool poolOf(String name) {
        var address = PgConnectOptions.fromUri(postgres.reactiveUrl())
                .setUser(postgres.user())
                .setPassword(postgres.password())
                .addProperty("application_name", name);
        return Pool.newInstance(PgBuilder.pool().connectingTo(address).build());
    }
}
