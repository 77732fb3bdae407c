package org.compromiso.dashboard.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.compromiso.dashboard.benchmark.Rounds;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.lists.Listing;
import org.compromiso.dashboard.lists.Order;
import org.compromiso.dashboard.pledges.PledgeFilter;
import org.compromiso.dashboard.pledges.PledgeItem;
import org.compromiso.dashboard.pledges.PledgeModels;
import org.compromiso.platform.testing.KafkaForTests;
import org.compromiso.platform.testing.PostgresForTests;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Events from Kafka into rows, history, change table and offsets by the service's own code, against a loop that has
 * nothing but PostgreSQL to do: the same statements over the same tables (another generation), values made before the
 * clock runs, batches of 2,000, all statements of a transaction sent at once. It reports; that both sides end with the
 * same rows is asserted. {@code -Dcompromiso.benchmark.events=1000000} sets how many events in all.
 *
 * <p>First without search, which may be built after a load and is reported apart; then as the service runs, with search
 * kept up by every transaction.
 */
@Tag("full")
class ProjectionBenchmarkTest {

    private static final int EVENTS = Integer.getInteger("compromiso.benchmark.events", 120_000);
    /** Rounds that count and the one that is thrown away. */
    private static final int ROUNDS = 6;

    private static final int PEERS_BATCH = 2_000;
    private static final int READS_A_SECOND = 50;
    private static final int LIVE = 1;
    private static final int PEERS = 2;
    private static final int REBUILT = 3;
    private static final OffsetDateTime WHEN = OffsetDateTime.parse("2026-11-21T10:00:00.123456Z");

    private static PostgresForTests postgres;
    private static KafkaForTests broker;
    private static Pool pool;
    private static Tables tables;
    private static ReadModels models;
    private static Feeds feeds;

    private final Stream stream = new Stream(EVENTS / 10);
    private Positions peersPositions = Positions.NONE;

    @BeforeAll
    static void start() {
        postgres = PostgresForTests.embedded();
        broker = KafkaForTests.embedded();
        broker.createTopics();
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), postgres.user(), postgres.password())
                .locations("db/platform", "db/migration")
                .outOfOrder(true)
                .load()
                .migrate();
        pool = Pool.newInstance(PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(postgres.reactiveUrl())
                        .setUser(postgres.user())
                        .setPassword(postgres.password())
                        .setCachePreparedStatements(true))
                .build());
        models = new ReadModels(PledgeModels.all());
        tables = new Tables(pool, models);
        Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
        feeds = new Feeds(
                pool,
                tables,
                models,
                new DeadLetters(kafka, "dashboard-service"),
                new SimpleMeterRegistry(),
                kafka,
                Kafka.TOPICS,
                org.eclipse.microprofile.config.ConfigProvider.getConfig()
                        .getValue("compromiso.projection.batch", Integer.class),
                Duration.ofSeconds(2));
    }

    @AfterAll
    static void stop() {
        pool.closeAndAwait();
        broker.close();
        postgres.close();
    }

    @Test
    void report() {
        Sql.execute(pool, "drop index ix_pledge_search");
        Sql.execute(pool, "alter table pledge alter column search drop expression, alter column search drop not null");
        measure("search built afterwards", EVENTS);
        var begin = System.nanoTime();
        execute("alter table pledge drop column search,"
                + " add column search tsvector not null generated always as (pledge_search(state)) stored");
        execute("create index ix_pledge_search on pledge using gin (search_language, search)");
        var rows = rows("pledge", LIVE) * 3;
        System.out.println(String.format(
                Locale.ROOT, "search built afterwards, %,d rows: %.1f s", rows, (System.nanoTime() - begin) / 1e9));
        measure("search kept up", EVENTS / 10);
    }

    private void measure(String what, int events) {
        var chunk = events / ROUNDS;
        var reads = new Reads();
        try (var projection = feeds.live();
                var rebuild = feeds.into(REBUILT, connection -> {})) {
            var rounds = new Rounds()
                    .add("projection", () -> {
                        stream.produce(chunk);
                        return eventsPerSecond(projection, chunk);
                    })
                    .add("peer", () -> peer(chunk))
                    .add("rebuild", () -> serving(reads, () -> eventsPerSecond(rebuild, chunk)))
                    .run();
            for (var table : List.of("pledge", "history")) {
                assertEquals(rows(table, LIVE), rows(table, PEERS), table);
                assertEquals(rows(table, LIVE), rows(table, REBUILT), table);
            }
            System.out.println("""

                    events per second, median (min to max) of 5 interleaved rounds, %,d events, %s
                    projection                     %s
                    PostgreSQL-only loop           %s
                      ratio                        %s   goal 0.60
                    rebuild while serving reads    %s   %.1f reads a second
                      ratio                        %s   goal 0.50""".formatted(
                            events,
                            what,
                            rounds.figures("projection"),
                            rounds.figures("peer"),
                            rounds.ratio("projection", "peer"),
                            rounds.figures("rebuild"),
                            reads.aSecond(),
                            rounds.ratio("rebuild", "peer")));
        }
    }

    private static double eventsPerSecond(Feed feed, int events) {
        var begin = System.nanoTime();
        var done = 0;
        while (done < events) {
            done += feed.advance(Duration.ofMillis(200));
        }
        return done * 1e9 / (System.nanoTime() - begin);
    }

    /** Meanwhile readers ask for the first page of the list as the service does when nothing is filtered, at a steady rate. */
    private static double serving(Reads reads, DoubleSupplier work) {
        var where = new PledgeFilter().where(new Choices(), LocalDate.EPOCH);
        var order = Order.by("registered_on", Order.Kind.DATE, true);
        var list = new Listing("pledge", order, Optional.empty(), PledgeItem.NOT_SHOWN)
                .statement(where, Optional.empty(), 21);
        var values = where.values();
        var reader = Executors.newSingleThreadScheduledExecutor();
        reader.scheduleAtFixedRate(
                () -> {
                    pool.preparedQuery(list)
                            .execute(values)
                            .await()
                            .indefinitely()
                            .forEach(row -> PledgeItem.of(row.getString("state"), LocalDate.EPOCH));
                    reads.answered.increment();
                },
                0,
                1_000_000 / READS_A_SECOND,
                TimeUnit.MICROSECONDS);
        var begin = System.nanoTime();
        try {
            return work.getAsDouble();
        } finally {
            reader.shutdownNow();
            reads.nanos += System.nanoTime() - begin;
        }
    }

    /** If fewer are answered than are asked, the reads are what holds a rebuild up. */
    private static final class Reads {

        private final LongAdder answered = new LongAdder();
        private long nanos;

        double aSecond() {
            return answered.sum() * 1e9 / nanos;
        }
    }

    /** The same events as the projection has just read. */
    private double peer(int events) {
        var nanos = 0L;
        for (int done = 0; done < events; done += PEERS_BATCH) {
            var facts = stream.facts(Math.min(PEERS_BATCH, events - done));
            var positions = new Positions(Map.of(
                    new org.apache.kafka.common.TopicPartition(Event.PLEDGES, 0),
                    new Positions.Position("peer", peersPositions.total() + facts.size())));
            var statements = statements(facts, positions);
            var begin = System.nanoTime();
            pool.withTransaction(connection -> io.smallrye.mutiny.Uni.join()
                            .all(statements.stream()
                                    .map(statement -> statement.sent(connection))
                                    .toList())
                            .andFailFast())
                    .await()
                    .indefinitely();
            nanos += System.nanoTime() - begin;
            peersPositions = positions;
        }
        return events * 1e9 / nanos;
    }

    private record Statement(String sql, Tuple values) {
        static Statement of(String sql, Object... values) {
            return new Statement(sql, Tuple.from(values));
        }

        io.smallrye.mutiny.Uni<?> sent(SqlConnection connection) {
            return connection.preparedQuery(sql).execute(values);
        }
    }

    private static List<Statement> statements(List<Fact> facts, Positions positions) {
        var subjects = array(facts, Fact::subject);
        var versions = facts.stream().map(Fact::version).toArray(Long[]::new);
        var states = array(facts, Fact::state);
        var types = array(facts, Fact::type);
        var references = array(facts, Fact::reference);
        var at = positions.next().entrySet().iterator().next();
        return List.of(
                Statement.of("select generation from live for update"),
                Statement.of(Tables.POSITIONS_OF, PEERS),
                Statement.of(
                        Tables.INTO_HISTORY,
                        PEERS,
                        subjects,
                        versions,
                        references,
                        types,
                        facts.stream().map(Fact::occurredAt).toArray(OffsetDateTime[]::new),
                        array(facts, Fact::what),
                        states),
                Statement.of(models.tables().get(0).common(), (Object) array(facts, Fact::columns)),
                Statement.of(
                        models.tables().get(0).upsert(),
                        PEERS,
                        subjects,
                        versions,
                        array(facts, Fact::columns),
                        states),
                Statement.of(Tables.INTO_CHANGES, types, references, subjects, versions),
                Statement.of(
                        Tables.POSITIONS,
                        PEERS,
                        new String[] {at.getKey().topic()},
                        new Integer[] {at.getKey().partition()},
                        new String[] {at.getValue().topicId()},
                        new Long[] {at.getValue().offset()}));
    }

    private static String[] array(List<Fact> facts, Function<Fact, String> part) {
        return facts.stream().map(part).toArray(String[]::new);
    }

    private static long rows(String table, int generation) {
        return Sql.execute(pool, "select count(*) as rows from %s where generation = $1".formatted(table), generation)
                .iterator()
                .next()
                .getLong("rows");
    }

    private static void execute(String sql) {
        pool.query(sql).execute().await().indefinitely();
    }

    /** Pledges that are registered one after the other, and then written anew in turn, with words of a language of ours. */
    private static final class Stream {

        private static final int WORDS = 20_000;
        private final int pledges;
        private final String template;
        private int produced;
        private int given;

        Stream(int pledges) {
            this.pledges = pledges;
            var value = Event.pledge("P-REFERENCE", 0);
            Event.pledgeIn(value).put("title", "TITLE").put("description", "DESCRIPTION");
            this.template = value.toString();
        }

        /** Sends the next ones to Kafka. */
        void produce(int events) {
            var kafka = new Kafka(broker.bootstrapServers());
            for (int done = 0; done < events; done += 5_000) {
                var some = new ArrayList<Event>();
                for (int i = Math.min(5_000, events - done); i > 0; i--) {
                    some.add(event(produced++));
                }
                kafka.send(some);
            }
        }

        /** The same again, understood. */
        List<Fact> facts(int events) {
            var facts = new ArrayList<Fact>();
            for (int i = 0; i < events; i++) {
                var event = event(given++);
                facts.add(models.read(Projection.incoming(event, WHEN)).orElseThrow());
            }
            // As the service writes: rows in the order of their keys.
            facts.sort(java.util.Comparator.comparing(Fact::subject));
            return facts;
        }

        private Event event(int number) {
            var reference = "P-2026-%07d".formatted(number % pledges);
            var version = 1 + number / pledges;
            var random = new Random(number);
            var value = template.replace("P-REFERENCE", reference)
                    .replace("\"version\":0", "\"version\":" + version)
                    .replace("TITLE", words(random, 8))
                    .replace("DESCRIPTION", words(random, 120));
            var type = version == 1 ? Event.REGISTERED : "org.compromiso.PledgeAmended.v1";
            return new Event(Event.PLEDGES, type, reference, reference, version, value);
        }

        private static String words(Random random, int count) {
            var words = new StringBuilder();
            for (int i = 0; i < count; i++) {
                // The smaller, the more often.
                var word = (int) (WORDS * random.nextDouble() * random.nextDouble());
                words.append(i == 0 ? "" : " ");
                for (int rest = word + WORDS; rest > 0; rest /= 20) {
                    words.append("bcdfghjklmnprstvwxyz".charAt(rest % 20)).append("aeiou".charAt(rest % 5));
                }
            }
            return words.toString();
        }
    }
}
