package org.compromiso.platform.outbox;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.platform.testing.Topic;
import org.compromiso.platform.trace.TraceContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Nothing that was committed is lost on the way to Kafka, and a subject's events stay in order. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class OutboxRelayTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Notes notes;

    @Inject
    TopicCheck topics;

    @Inject
    DataSource database;

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private final String subject = "N-" + UUID.randomUUID();

    @Test
    void a_committed_event_is_sent_as_a_cloud_event_under_its_key() throws Throwable {
        write(subject, 1, "hello");

        await().atMost(SOON).untilAsserted(() -> assertEquals(1, sent(subject).size()));
        var event = sent(subject).get(0);
        assertEquals("{\"text\":\"hello\"}", event.value());
        assertEquals("1.0", event.headers().get("ce_specversion"));
        assertEquals("/platform-test", event.headers().get("ce_source"));
        assertEquals("org.compromiso.Noted.v1", event.type());
        assertEquals(subject, event.headers().get("ce_subject"));
        assertEquals(
                "urn:compromiso:event:org.compromiso.Noted.v1", event.headers().get("ce_dataschema"));
        assertEquals(1, event.sequence());
    }

    @Test
    void a_backlog_that_the_planner_does_not_expect_is_read_by_index() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            // Given statistics that say that all is sent, as they do before Kafka is away or all is to be sent again
            connection.setAutoCommit(false);
            statement.execute("insert into outbox (id, topic, key, subject, sequence, type, time, value, sent_at)"
                    + " select gen_random_uuid(), 'backlog', 'B', 'B-' || n % 1000, n, 'B', now(), '{}', now()"
                    + " from generate_series(1, 5000) n");
            statement.execute("analyze outbox");
            statement.execute("update outbox set sent_at = null where topic = 'backlog'");

            // When
            try (var plan = statement.executeQuery(
                    "explain (analyze, buffers, format json) " + OutboxSender.NEXT.replace("$1", "500"))) {
                plan.next();
                var root = new ObjectMapper().readTree(plan.getString(1)).get(0).get("Plan");

                // Then it reads some pages for each, not all for each
                assertEquals(500, root.get("Actual Rows").asInt());
                var pages = root.get("Shared Hit Blocks").asInt();
                assertTrue(pages < 50_000, () -> pages + " pages: " + root);
            } finally {
                connection.rollback();
            }
        }
    }

    @Test
    void an_event_has_the_headers_that_the_contract_names_and_no_others() throws Exception {
        given().post("/notes/" + subject).then().statusCode(204);

        await().atMost(SOON).untilAsserted(() -> assertEquals(1, sent(subject).size()));
        try (var contract = getClass().getResourceAsStream("/contracts/asyncapi.yaml")) {
            var named = new HashSet<String>();
            new YAMLMapper()
                    .readTree(contract)
                    .at("/components/schemas/CloudEventHeaders/properties")
                    .fieldNames()
                    .forEachRemaining(named::add);
            assertEquals(named, sent(subject).get(0).headers().keySet());
        }
    }

    @Test
    void an_event_belongs_to_the_trace_of_the_request_that_caused_it() {
        given().header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .post("/notes/" + subject)
                .then()
                .statusCode(204);

        await().atMost(SOON).untilAsserted(() -> assertEquals(1, sent(subject).size()));
        var trace = sent(subject).get(0).headers().get("traceparent");
        assertTrue(trace.matches("00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01"), trace);
        assertFalse(trace.contains("b7ad6b7169203331"), trace);
    }

    @Test
    void a_request_without_a_valid_trace_begins_one() {
        given().header("traceparent", "00-00000000000000000000000000000000-b7ad6b7169203331-01")
                .post("/notes/" + subject)
                .then()
                .statusCode(204);

        await().atMost(SOON).untilAsserted(() -> assertEquals(1, sent(subject).size()));
        var trace = sent(subject).get(0).headers().get("traceparent");
        assertTrue(TraceContext.parse(trace).isPresent(), trace);
    }

    @Test
    void a_rolled_back_change_is_never_told() throws Throwable {
        assertThrows(IllegalStateException.class, () -> run(() -> notes.writeAndFail(subject, 1)));

        write(subject, 2, "after");

        await().atMost(SOON).untilAsserted(() -> assertEquals(1, sent(subject).size()));
        assertEquals(2, sent(subject).get(0).sequence());
    }

    @Test
    void an_event_that_commits_late_with_a_lower_position_is_still_sent() throws Throwable {
        try (var late = database.getConnection()) {
            late.setAutoCommit(false);
            insert(late, subject, 1);
            var other = "N-" + UUID.randomUUID();
            write(other, 1, "committed first");
            await().atMost(SOON).untilAsserted(() -> assertEquals(1, sent(other).size()));

            late.commit();
        }

        await().atMost(SOON).untilAsserted(() -> assertEquals(1, sent(subject).size()));
    }

    /** What a crash between the broker's acknowledgement and our mark leaves behind. */
    @Test
    void a_lost_mark_makes_a_copy_with_the_same_id_and_order_is_kept_without_copies() throws Throwable {
        write(subject, 1, "one");
        write(subject, 2, "two");
        await().atMost(SOON).untilAsserted(() -> assertEquals(2, sent(subject).size()));

        update("update outbox set sent_at = null where subject = '%s' and sequence = 1".formatted(subject));

        await().atMost(SOON).untilAsserted(() -> assertEquals(3, sent(subject).size()));
        var events = sent(subject);
        assertEquals(events.get(0).id(), events.get(2).id());
        assertEquals(List.of(1L, 2L), withoutCopies(events));
    }

    @Test
    void everything_is_sent_again_with_the_same_ids_when_an_admin_asks() throws Throwable {
        write(subject, 1, "one");
        write(subject, 2, "two");
        await().atMost(SOON).untilAsserted(() -> assertEquals(2, sent(subject).size()));

        given().auth()
                .oauth2(Tokens.admin())
                .contentType("application/json")
                .body("{}")
                .post("/api/operations/reemissions")
                .then()
                .statusCode(202);

        await().atMost(SOON).untilAsserted(() -> assertEquals(4, sent(subject).size()));
        var events = sent(subject);
        assertEquals(
                List.of(1L, 2L, 1L, 2L),
                events.stream().map(Topic.Sent::sequence).toList());
        assertEquals(events.get(1).id(), events.get(3).id());
        assertEquals(
                events.get(0).headers().get("ce_time"), events.get(2).headers().get("ce_time"));
        assertEquals(
                events.get(0).headers().get("traceparent"),
                events.get(2).headers().get("traceparent"));
    }

    @Test
    void an_event_that_cannot_be_sent_is_parked_and_holds_up_its_own_subject_only() throws Throwable {
        write(subject, 1, "x".repeat(2_000_000));
        write(subject, 2, "behind it");
        var other = "N-" + UUID.randomUUID();
        write(other, 1, "free to go");

        await().atMost(SOON).untilAsserted(() -> assertEquals(1, sent(other).size()));
        await().atMost(SOON)
                .untilAsserted(() -> given().auth()
                        .oauth2(Tokens.admin())
                        .get("/api/operations/outbox")
                        .then()
                        .statusCode(200)
                        .body("parked.subject", hasItem(subject)));
        assertTrue(sent(subject).isEmpty());

        update("update outbox set value = '{\"text\":\"shorter\"}' where subject = '%s' and sequence = 1"
                .formatted(subject));
        var id = given().auth()
                .oauth2(Tokens.admin())
                .get("/api/operations/outbox")
                .path("parked.find { it.subject == '%s' }.id".formatted(subject));
        given().auth()
                .oauth2(Tokens.admin())
                .contentType("application/json")
                .body("{}")
                .post("/api/operations/outbox/" + id + "/retry")
                .then()
                .statusCode(204);

        await().atMost(SOON).untilAsserted(() -> assertEquals(List.of(1L, 2L), withoutCopies(sent(subject))));
    }

    @Test
    void an_event_that_was_tried_for_ages_is_tried_again_and_holds_up_no_other() throws Throwable {
        var other = "N-" + UUID.randomUUID();
        try (var both = database.getConnection()) {
            both.setAutoCommit(false);
            insert(both, subject, 1);
            insert(both, other, 1);
            try (var statement = both.createStatement()) {
                statement.executeUpdate(
                        "update outbox set attempts = 2000, value = json_build_object('text', repeat('x', 2000000))"
                                + " where subject = '%s'".formatted(subject));
            }
            both.commit();
        }

        await().atMost(SOON)
                .untilAsserted(() -> given().auth()
                        .oauth2(Tokens.admin())
                        .get("/api/operations/outbox")
                        .then()
                        .statusCode(200)
                        .body("parked.subject", hasItem(subject)));
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        1,
                        update("update outbox set attempts = attempts"
                                + " where sent_at is not null and subject = '%s'".formatted(other))));
        assertEquals(1, sent(other).size());
        update("delete from outbox where subject = '%s'".formatted(subject));
    }

    /** As after restoring an old backup: the topic holds an event that the outbox has never heard of. */
    @Test
    void a_database_that_is_older_than_its_topic_may_not_send() throws Throwable {
        write(subject, 1, "one");
        await().atMost(SOON).untilAsserted(() -> assertEquals(1, sent(subject).size()));
        var id = sent(subject).get(0).id();

        update("update outbox set id = gen_random_uuid() where subject = '%s'".formatted(subject));

        assertTrue(topics.reasonNotToSend().contains("the database is older"));
        update("update outbox set id = '%s' where subject = '%s'".formatted(id, subject));
        assertNull(topics.reasonNotToSend());
    }

    /** The casework topic has three writers. */
    @Test
    void nor_when_many_younger_events_of_others_lie_above_its_own() throws Throwable {
        write(subject, 1, "one");
        await().atMost(SOON).untilAsserted(() -> assertEquals(1, sent(subject).size()));
        var id = sent(subject).get(0).id();
        sendForeign(3_000);

        update("update outbox set id = gen_random_uuid() where subject = '%s'".formatted(subject));

        assertTrue(topics.reasonNotToSend().contains("the database is older"));
        update("update outbox set id = '%s' where subject = '%s'".formatted(id, subject));
        assertNull(topics.reasonNotToSend());
    }

    /** Partner events are never removed from the outbox, so their topic may be quiet for as long as it likes. */
    @Test
    void nor_when_its_topic_has_been_quiet_for_a_year() throws Throwable {
        var aYearAgo = System.currentTimeMillis() - Duration.ofDays(365).toMillis();
        send(aYearAgo, "/platform-test");

        assertTrue(topics.reasonNotToSend().contains("the database is older"));
        write(subject, 2, "known");
        await().atMost(SOON).untilAsserted(() -> assertEquals(2, sent(subject).size()));
        assertNull(topics.reasonNotToSend());
    }

    @Test
    void what_could_not_be_read_is_not_checked_and_nothing_may_be_sent() throws Throwable {
        write(subject, 1, "one");
        await().atMost(SOON).untilAsserted(() -> assertEquals(1, sent(subject).size()));

        var impatient = new TopicCheck(
                pool,
                Map.of("bootstrap.servers", kafka),
                "platform-test",
                Optional.of(List.of(Notes.TOPIC)),
                "compromiso.casework.v1",
                Duration.ZERO);
        assertTrue(impatient.reasonNotToSend().contains("not checked yet"));

        var missing = new TopicCheck(
                pool,
                Map.of("bootstrap.servers", kafka),
                "platform-test",
                Optional.of(List.of("compromiso.nothing.v1")),
                "compromiso.casework.v1",
                Duration.ofSeconds(10));
        assertTrue(missing.reasonNotToSend().contains("compromiso.nothing.v1 is not there"));
    }

    @Test
    void operations_are_for_admins() {
        given().auth()
                .oauth2(Tokens.secretariat("secretariat"))
                .get("/api/operations/outbox")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:compromiso:problem:forbidden"));
        given().get("/api/operations/dead-letters").then().statusCode(401);
    }

    /** Events of another writer, under the key of the test's subject. */
    private void sendForeign(int number) throws Exception {
        try (var producer = producer()) {
            for (int i = 0; i < number; i++) {
                producer.send(event(null, "/test", UUID.randomUUID()));
            }
        }
    }

    private void send(long time, String source) throws Exception {
        try (var producer = producer()) {
            producer.send(event(time, source, UUID.randomUUID())).get();
        }
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(Map.of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer());
    }

    private ProducerRecord<String, String> event(Long time, String source, UUID id) {
        var record = new ProducerRecord<>(Notes.TOPIC, null, time, subject, "{}");
        record.headers()
                .add("ce_source", source.getBytes(UTF_8))
                .add("ce_id", id.toString().getBytes(UTF_8));
        return record;
    }

    private List<Topic.Sent> sent(String key) {
        return new Topic(kafka, Notes.TOPIC).of(key);
    }

    private static List<Long> withoutCopies(List<Topic.Sent> events) {
        var seen = new java.util.HashSet<String>();
        return events.stream()
                .filter(event -> seen.add(event.id()))
                .map(Topic.Sent::sequence)
                .toList();
    }

    private void write(String about, long sequence, String text) throws Throwable {
        run(() -> notes.write(about, sequence, text));
    }

    private static void run(Supplier<Uni<Void>> work) throws Throwable {
        VertxContextSupport.subscribeAndAwait(work);
    }

    private int update(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static void insert(Connection connection, String about, long sequence) throws SQLException {
        try (var statement =
                connection.prepareStatement("insert into outbox (id, topic, key, subject, sequence, type, time, value)"
                        + " values (gen_random_uuid(), ?, ?, ?, ?, 'org.compromiso.Noted.v1', now(), '{}')")) {
            statement.setString(1, Notes.TOPIC);
            statement.setString(2, about);
            statement.setString(3, about);
            statement.setLong(4, sequence);
            statement.executeUpdate();
        }
    }
}
