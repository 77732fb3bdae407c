package org.compromiso.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How long a registration takes to be seen, at 100 a second unless told
 * ({@code compromiso.benchmark.rate}): from the event that pledge-service leaves in the transaction
 * of the registration to its arrival at a reader of the dashboard's changes. What causes one is the
 * record of a decision on the casework topic, as review-service sends it: how quickly reviewers can decide is not asked
 * here. Beside it, in the same rounds on the same servers, what that way cannot do without: one record through Kafka
 * (acknowledged by all, received) and one durable commit. It reports; that every registration is told, and that the
 * servers keep what they acknowledge, is asserted.
 */
@Tag("full")
@ExtendWith(RunningSystem.class)
class RegistrationToDashboardIT {

    private static final Logger LOG = Logger.getLogger("benchmark");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OpenLoop RATE = new OpenLoop(Integer.getInteger("compromiso.benchmark.rate", 100));
    /** Two writes each; addresses have 200 a second. */
    private static final OpenLoop DRAFTS = new OpenLoop(60);

    private static final String FROM_OUTBOX = " from outbox where topic = 'compromiso.pledges.v1'"
            + " and type = 'org.compromiso.PledgeRegistered.v1' and sent_at is not null and key = any(?)";

    private static final String FROM_CHANGES =
            "select subject, recorded_at from change where type = 'org.compromiso.PledgeRegistered.v1' and subject = any(?)";

    private static final String OPENED = "select count(*) from review_case where state = 'open' and reference = any(?)";

    private static final int ROUNDS = 5;
    private static final int EACH_ROUND = 400;
    /** After 2,000 the compilers of the services still take a third of two cores. */
    private static final int WARM_UP = 6_000;
    /** Of the record through Kafka and of the commit. */
    private static final int LIMITS_WARM_UP = 2_000;

    private static final String SCRATCH = "benchmark.registration";
    /** About the size of an event that tells of a registration. */
    private static final byte[] VALUE = "x".repeat(3_000).getBytes(UTF_8);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Double> ratios = new ArrayList<>();
    private final Map<String, List<Histogram>> figures = new LinkedHashMap<>();

    @Test
    void report() throws Exception {
        var references = submitted(WARM_UP + ROUNDS * EACH_ROUND);
        awaitCases(references);
        var submitted = new ArrayDeque<>(references);
        try (var decisions = new Decisions();
                var kafka = new RawKafka();
                var commits = new DurableCommits()) {
            kafka.round(LIMITS_WARM_UP);
            commits.round(LIMITS_WARM_UP);
            registrations(decisions, take(submitted, WARM_UP));
            figures.clear();
            for (int round = 0; round < ROUNDS; round++) {
                var raw = count("Kafka, produced to received", kafka.round(EACH_ROUND));
                var commit = count("one durable commit", commits.round(EACH_ROUND));
                var seen = registrations(decisions, take(submitted, EACH_ROUND));
                ratios.add(p99(seen) / (p99(raw) + p99(commit)));
            }
        }
        LOG.info(this::table);
    }

    /** Their references; drafted and submitted at a rate that leaves the services idle enough. */
    private Set<String> submitted(int number) throws Exception {
        var token = new Hub().token("pledger-ilo");
        var references = ConcurrentHashMap.<String>newKeySet();
        var form = Hub.pledge("Measured").toString();
        var pledges = new Hub().pledges();
        DRAFTS.send(
                number,
                n -> post(pledges, token, null, form, 201).thenCompose(draft -> {
                    var reference = draft.get("reference").asText();
                    references.add(reference);
                    return post(pledges + "/" + reference + "/submission", token, "\"0\"", "{}", 200);
                }));
        assertEquals(number, references.size());
        return references;
    }

    /** Done when review-service has opened a case for each: it would do that work beside what is measured. */
    private static void awaitCases(Set<String> references) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> RunningSystem.count("review", OPENED, references) == references.size());
    }

    private static List<String> take(Deque<String> submitted, int number) {
        return IntStream.range(0, number).mapToObj(i -> submitted.remove()).toList();
    }

    /** Has the pledges accepted; returns the time from each registration to its arrival at a reader of changes. */
    private Histogram registrations(Decisions decisions, List<String> references) throws Exception {
        var told = new ConcurrentHashMap<String, CompletableFuture<Instant>>();
        references.forEach(reference -> told.put(reference, new CompletableFuture<>()));
        var stream = new EventStream(RunningSystem.PORTS.dashboard(), null, sent -> {
            var now = Instant.now();
            if (sent.data() != null) {
                told.computeIfPresent(reference(sent), (reference, arrived) -> {
                    arrived.complete(now);
                    return arrived;
                });
            }
        });
        var whole = RATE.send(references.size(), n -> {
            decisions.accept(references.get(n));
            return told.get(references.get(n));
        });
        stream.close();
        // The last of them may be told before it is marked.
        await().atMost(Duration.ofSeconds(20)).until(() -> PledgeOutbox.unsent(List.copyOf(told.keySet())) == 0);
        count("decision meant to be sent, to told", whole);
        var registered = times("pledge", "select key, time" + FROM_OUTBOX, told.keySet());
        assertEquals(told.keySet(), registered.keySet());
        count(
                "registered, to marked as sent",
                between(registered, times("pledge", "select key, sent_at" + FROM_OUTBOX, told.keySet())));
        count("registered, to being projected", between(registered, times("dashboard", FROM_CHANGES, told.keySet())));
        var arrived = new HashMap<String, Instant>();
        told.forEach((reference, at) -> arrived.put(reference, at.join()));
        return count("registered, to told", between(registered, arrived));
    }

    private static Histogram between(Map<String, Instant> begin, Map<String, Instant> end) {
        var micros = new Histogram(3);
        end.forEach((reference, at) ->
                micros.recordValue(Math.max(0, ChronoUnit.MICROS.between(begin.get(reference), at))));
        return micros;
    }

    private static String reference(EventStream.Sent sent) {
        try {
            return JSON.readTree(sent.data()).get("reference").asText();
        } catch (IOException e) {
            throw new IllegalStateException(sent.data(), e);
        }
    }

    private static Map<String, Instant> times(String database, String sql, Set<String> references)
            throws SQLException, IOException {
        try (var connection = RunningSystem.database(database);
                var query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", references.toArray()));
            var times = new HashMap<String, Instant>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    times.put(
                            rows.getString(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
            return times;
        }
    }

    private CompletableFuture<JsonNode> post(String url, String token, String etag, String body, int status) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (etag != null) {
            request.header("If-Match", etag);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> {
                    assertEquals(status, answer.statusCode(), answer::body);
                    try {
                        return JSON.readTree(answer.body());
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private Histogram count(String name, Histogram micros) {
        figures.computeIfAbsent(name, n -> new ArrayList<>()).add(micros);
        return micros;
    }

    private static double p99(Histogram micros) {
        return micros.getValueAtPercentile(99) / 1e3;
    }

    private String table() {
        var table = new StringBuilder("\n%d a second, %d rounds of %d, ms, median of the rounds (min to max)%n"
                .formatted(RATE.perSecond(), ROUNDS, EACH_ROUND));
        figures.forEach((name, rounds) -> table.append("%-36s p50 %s  p99 %s%n"
                .formatted(
                        name,
                        figures(rounds.stream()
                                .map(micros -> micros.getValueAtPercentile(50) / 1e3)
                                .toList()),
                        figures(rounds.stream()
                                .map(RegistrationToDashboardIT::p99)
                                .toList()))));
        return table.append("registered to told, p99 ÷ (Kafka's p99 + a commit's p99): %s, goal 4%n"
                        .formatted(figures(ratios)))
                .toString();
    }

    private static String figures(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.1f (%.1f to %.1f)",
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }

    /** Of the secretariat, as review-service tells them to the other services. */
    private static final class Decisions implements AutoCloseable {

        private static final String TYPE = "org.compromiso.casework.ReviewCompleted.v1";

        private final KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", "127.0.0.1:" + RunningSystem.PORTS.kafka(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer());

        void accept(String reference) {
            var id = UUID.randomUUID().toString();
            var event = ContractExample.of(TYPE, "screening-accepted");
            ((ObjectNode) event.get("what"))
                    .put("on", LocalDate.now(ZoneOffset.UTC).toString());
            ((ObjectNode) event.get("review")).put("id", id);
            ((ObjectNode) event.at("/review/subject")).put("reference", reference);
            var record = new ProducerRecord<>(Topics.CASEWORK, reference, event.toString());
            Map.of(
                            "ce_specversion",
                            "1.0",
                            "ce_id",
                            id,
                            "ce_source",
                            "/review-service",
                            "ce_type",
                            TYPE,
                            "ce_subject",
                            id,
                            "ce_sequence",
                            "1",
                            "ce_time",
                            Instant.now().toString())
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
            producer.send(record);
        }

        @Override
        public void close() {
            producer.close();
        }
    }

    /** Records through a topic like ours, on the same broker, with the settings of the relay and of the projector. */
    private static final class RawKafka implements AutoCloseable {

        private final Map<String, Object> servers =
                Map.of("bootstrap.servers", "127.0.0.1:" + RunningSystem.PORTS.kafka());
        private final Map<String, CompletableFuture<Void>> onTheirWay = new ConcurrentHashMap<>();
        private final KafkaProducer<String, byte[]> producer;
        private final KafkaConsumer<String, byte[]> consumer;
        private final Thread receiving = new Thread(this::receive, "receiving");

        RawKafka() throws Exception {
            try (var admin = Admin.create(servers)) {
                admin.createTopics(List.of(new NewTopic(SCRATCH, 6, (short) 1)))
                        .all()
                        .get();
            }
            var settings = new HashMap<>(servers);
            settings.putAll(Map.of("acks", "all", "enable.idempotence", true, "linger.ms", 0));
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            consumer = new KafkaConsumer<>(servers, new StringDeserializer(), new ByteArrayDeserializer());
            var partitions = IntStream.range(0, 6)
                    .mapToObj(i -> new TopicPartition(SCRATCH, i))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            receiving.start();
        }

        Histogram round(int times) throws Exception {
            return RATE.send(times, n -> {
                var key = "P-" + n;
                var arrived = new CompletableFuture<Void>();
                onTheirWay.put(key, arrived);
                producer.send(new ProducerRecord<>(SCRATCH, key, VALUE), (done, failure) -> {
                    if (failure != null) {
                        arrived.completeExceptionally(failure);
                    }
                });
                return arrived;
            });
        }

        private void receive() {
            try {
                while (true) {
                    consumer.poll(Duration.ofSeconds(1))
                            .forEach(record -> onTheirWay.remove(record.key()).complete(null));
                }
            } catch (WakeupException closed) {
                consumer.close();
            }
        }

        @Override
        public void close() {
            producer.close();
            consumer.wakeup();
            try (var admin = Admin.create(servers)) {
                admin.deleteTopics(List.of(SCRATCH));
            }
        }
    }

    /** Rows of the same size into a table of their own, in the same PostgreSQL, one commit each. */
    private static final class DurableCommits implements AutoCloseable {

        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Connection connection = RunningSystem.database("pledge");

        DurableCommits() throws Exception {
            assertEquals("on", shown("fsync"));
            assertEquals("on", shown("synchronous_commit"));
            execute("create table measured (value text)");
        }

        Histogram round(int times) throws Exception {
            try (var insert = connection.prepareStatement("insert into measured values (?)")) {
                insert.setString(1, new String(VALUE, UTF_8));
                return RATE.send(
                        times,
                        n -> CompletableFuture.runAsync(
                                () -> {
                                    try {
                                        insert.executeUpdate();
                                    } catch (SQLException e) {
                                        throw new IllegalStateException(e);
                                    }
                                },
                                thread));
            }
        }

        private String shown(String setting) throws SQLException {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("show " + setting)) {
                rows.next();
                return rows.getString(1);
            }
        }

        private void execute(String sql) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void close() throws SQLException {
            thread.shutdown();
            execute("drop table measured");
            connection.close();
        }
    }
}
