package org.compromiso.dashboard.projection;

import static io.restassured.RestAssured.given;
import static org.compromiso.dashboard.fixtures.Event.ASSESSED;
import static org.compromiso.dashboard.fixtures.Event.PLEDGES;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.GeneratedEvents;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.inbox.EventConsumer;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.platform.testing.EventContract;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class ProjectionTest {

    private static final String SUBMITTED = "org.compromiso.PledgeSubmitted.v1";

    @Inject
    Pool pool;

    @Inject
    Tables tables;

    @Inject
    ReadModels models;

    @Inject
    DeadLetters deadLetters;

    @Inject
    MeterRegistry meters;

    @Inject
    Feeds feeds;

    @Inject
    @All
    List<EventConsumer> consumers;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafkaConfig;

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
    void a_generation_built_from_offset_0_has_the_same_rows_whatever_the_batches() {
        // Given lives of pledges and practices, with copies and out of order
        var generated = new GeneratedEvents(20261121, 100_000);
        kafka.send(generated.disturbed(generated.lives(450, 150)));
        kafka.send(new GeneratedEvents(1, 150_000).lives(20, 5));
        rows.awaitRead(kafka);

        // When other generations are built
        buildInPart(901, 7);
        build(901, 7);
        build(902, 83);
        build(903, 5000);

        // Then they say the same
        var live = rows.dump(rows.live());
        assertTrue(live.size() > 2500, () -> "rows: " + live.size());
        Rows.assertSame(live, rows.dump(901));
        Rows.assertSame(live, rows.dump(902));
        Rows.assertSame(live, rows.dump(903));
        assertEquals(
                versionsOf("P-2026-100000").size() + 1,
                changesOf("P-2026-100000").size(),
                "and one of its review");
        tables.dropOldGenerations();
        assertEquals(List.of(), rows.dump(901));
    }

    @Test
    void an_older_version_that_comes_late_fills_its_place_in_the_history_only() {
        // Given
        var reference = "P-2026-700001";
        var older = Event.ofPledge(REGISTERED, Event.pledge(reference, 3));
        var changed = Event.pledge(reference, 7);
        Event.pledgeIn(changed).put("title", "Seven");
        var newer = Event.ofPledge(ASSESSED, changed);

        // When
        kafka.send(newer, older, newer, older);
        rows.awaitRead(kafka);

        // Then
        var row = rows.query("select version, state->>'title' as title from pledge where reference = $1", reference)
                .get(0);
        assertEquals(7, row.getLong("version"));
        assertEquals("Seven", row.getString("title"));
        assertEquals(List.of(3L, 7L), versionsOf(reference));
        assertEquals(List.of(ASSESSED, REGISTERED), changesOf(reference));
    }

    @Test
    void poison_goes_to_the_dead_letters_with_its_cause_and_the_partition_goes_on() {
        // Given what can't be read, misses what a row needs, holds U+0000, is of another subject, or no date of
        // PostgreSQL
        var key = "P-2026-700002";
        var before = kafka.deadLettersOf(PLEDGES).all().size();
        kafka.topic(PLEDGES).send(key, "{not json", Map.of("ce_type", REGISTERED));
        kafka.send(
                poison(key, 1, "{\"what\":{},\"pledge\":{\"reference\":\"" + key + "\"}}"),
                poison(key, 2, Event.pledge(key, 2).toString().replace("ILO pledge", "ILO \\u0000 pledge")),
                poison(key, 3, Event.pledge("P-2026-799999", 3).toString()),
                poison(key, 4, Event.pledge(key, 4).toString().replace("2028-06-30", "+999999999-06-30")));

        // When something good follows
        kafka.send(Event.ofPledge(REGISTERED, Event.pledge(key, 5)));
        patiently().until(() -> versionsOf(key).contains(5L));

        // Then
        var letters = kafka.deadLettersOf(PLEDGES).all().stream()
                .skip(before)
                .filter(letter -> key.equals(letter.key()))
                .toList();
        assertEquals(5, letters.size());
        assertEquals("{not json", letters.get(0).value());
        for (var letter : letters) {
            var headers = letter.headers();
            assertTrue(headers.keySet()
                    .containsAll(List.of("dead-letter-reason", "dead-letter-offset", "dead-letter-partition")));
            assertEquals(PLEDGES, headers.get("dead-letter-topic"));
        }
        assertEquals(PoisonException.class.getName(), letters.get(1).headers().get("dead-letter-exception-class-name"));
        assertEquals(List.of(5L), versionsOf(key));
    }

    @Test
    void a_review_or_submission_of_what_is_no_pledge_or_practice_is_poison_and_figures_go_on() {
        // Given a review of no known kind of subject, a submission under no reference, and one of no day at all
        var reviewed = Event.example("org.compromiso.ReviewCompleted.v1", "screening-accepted");
        ((ObjectNode) reviewed.at("/review/subject")).put("reference", "P-2026-x");
        var nameless = Event.example(SUBMITTED, "individual");
        Event.pledgeIn(nameless).put("reference", "P-1");
        var timeless = Event.example(SUBMITTED, "individual");
        Event.pledgeIn(timeless).put("reference", "P-2026-700011");
        ((ObjectNode) timeless.get("what")).put("on", "+999999999-01-01");
        var reviews = kafka.deadLettersOf(Event.REVIEWS).all().size();
        var pledges = kafka.deadLettersOf(PLEDGES).all().size();

        // When
        kafka.send(
                new Event(
                        Event.REVIEWS,
                        "org.compromiso.ReviewCompleted.v1",
                        "P-2026-x",
                        "a-case",
                        1,
                        reviewed.toString()),
                new Event(PLEDGES, SUBMITTED, "P-1", "P-1", 1, nameless.toString()),
                new Event(PLEDGES, SUBMITTED, "P-2026-700011", "P-2026-700011", 1, timeless.toString()),
                Event.ofPledge(REGISTERED, Event.pledge("P-2026-700012", 1)));
        rows.awaitRead(kafka);

        // Then
        assertEquals(reviews + 1, kafka.deadLettersOf(Event.REVIEWS).all().size());
        assertEquals(pledges + 2, kafka.deadLettersOf(PLEDGES).all().size());
        given().get("/api/dashboard/overview").then().statusCode(200);
        given().get("/api/dashboard/pipeline").then().statusCode(200);
    }

    @Test
    void an_unknown_type_is_passed_over_and_counted() {
        var before = counted("ignored");
        var key = "P-2026-700003";

        kafka.send(
                new Event(PLEDGES, "org.compromiso.PledgeCelebrated.v1", key, key, 1, "{\"what\":{}}"),
                Event.ofPledge(REGISTERED, Event.pledge(key, 2)));
        patiently().until(() -> versionsOf(key).contains(2L));

        assertEquals(before + 1, counted("ignored"));
        assertEquals(List.of(), kafka.deadLettersOf(PLEDGES).of(key));
    }

    @Test
    void a_redriven_dead_letter_is_applied_once_by_the_same_code() {
        // Given a dead letter that can be applied by now
        var reference = "P-2026-700004";
        var event = Event.ofPledge(REGISTERED, Event.pledge(reference, 4));
        var letters = event.topic() + ".dashboard-service.dlq";
        kafka.send(new Event(letters, event.type(), event.key(), event.subject(), event.version(), event.value()));
        var offset = kafka.topic(letters).all().size() - 1;

        // When an admin has it applied, and again
        for (int i = 0; i < 2; i++) {
            given().auth()
                    .oauth2(Tokens.admin())
                    .contentType("application/json")
                    .body("{}")
                    .post("/api/operations/dead-letters/%s/0/%d/redrive".formatted(letters, offset))
                    .then()
                    .statusCode(200);
        }

        // Then
        assertEquals(List.of(4L), versionsOf(reference));
        assertEquals(List.of(REGISTERED), changesOf(reference));
        given().get("/api/dashboard/pledges/" + reference).then().statusCode(200);
        assertTrue(consumers.stream().map(EventConsumer::topic).toList().containsAll(Kafka.TOPICS));
        // It is in no topic: a rebuild would miss it.
        rows.forget(reference);
    }

    @Test
    void a_writer_that_was_overtaken_writes_nothing() {
        // Given two writers of one generation
        try (var first = feeds.into(911, connection -> {});
                var second = feeds.into(911, connection -> {})) {
            kafka.send(Event.ofPledge(REGISTERED, Event.pledge("P-2026-700005", 1)));
            patiently().until(() -> first.advance(Duration.ofMillis(200)) > 0);

            // When, Then
            assertThrows(
                    FencedException.class, () -> patiently().until(() -> second.advance(Duration.ofMillis(200)) < 0));
        }
        tables.dropOldGenerations();
    }

    @Test
    void change_numbers_have_no_gaps() {
        rows.awaitRead(kafka);

        var row = rows.query(
                        "select count(*) as count, coalesce(max(number), 0) as most, (select change_number from live) as live"
                                + " from change")
                .get(0);
        assertEquals(row.getLong("live"), row.getLong("most"));
        assertEquals(row.getLong("live"), row.getLong("count"));
    }

    @Test
    void every_example_of_a_partner_event_is_understood_also_with_what_we_do_not_know() {
        for (var type : List.of(
                "org.compromiso.PledgeSubmitted.v1",
                "org.compromiso.PledgeRegistered.v1",
                "org.compromiso.PledgeAmended.v1",
                "org.compromiso.PledgeParticipationChanged.v1",
                "org.compromiso.PledgeProgressReported.v1",
                "org.compromiso.PledgeAssessed.v1",
                "org.compromiso.PledgeWithdrawn.v1",
                "org.compromiso.PledgeSuperseded.v1",
                "org.compromiso.PracticePublished.v1",
                "org.compromiso.ReviewCompleted.v1")) {
            var examples = new EventContract(type).examples();
            assertFalse(examples.isEmpty(), type);
            for (var example : examples) {
                var value = (ObjectNode) example;
                var subject = value.findValue("reference").asText();
                var known = read(type, subject, value).orElseThrow();
                // What happened is kept whole.
                if (value.has("pledge") && !type.contains("PledgeSubmitted")) {
                    assertEquals(withoutNulls(value.get("what")), withoutNulls(json(known.what())), type);
                    assertEquals(
                            without(value.get("pledge"), "version"), json(known.state()), "the state is kept, too");
                }

                var state = (ObjectNode)
                        value.get(value.has("pledge") ? "pledge" : value.has("practice") ? "practice" : "review");
                tomorrow(value);
                tomorrow((ObjectNode) value.get("what"));
                tomorrow(state);
                state.put("type", "a-code-of-tomorrow").put("purpose", "a-code-of-tomorrow");
                ((ObjectNode) value.get("what")).put("by", "a-code-of-tomorrow");
                if (state.has("compliance")) {
                    tomorrow((ObjectNode) state.get("compliance"));
                    ((ObjectNode) state.get("compliance")).put("headline", "a-code-of-tomorrow");
                }
                var fact = read(type, subject, value).orElseThrow();
                assertFalse((fact.state() + fact.what()).contains("example.net"), type);
                if (value.has("pledge")) {
                    assertTrue(fact.state().contains("a-code-of-tomorrow"), type);
                }
            }
        }
    }

    private static void tomorrow(ObjectNode object) {
        object.putObject("aFieldOfTomorrow").put("email", "someone@example.net");
    }

    private static JsonNode json(String text) {
        try {
            return Event.JSON.readTree(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode without(JsonNode node, String field) {
        return ((ObjectNode) node.deepCopy()).without(field);
    }

    private static JsonNode withoutNulls(JsonNode node) {
        var copy = (ObjectNode) node.deepCopy();
        copy.properties().removeIf(member -> member.getValue().isNull());
        return copy;
    }

    private java.util.Optional<Fact> read(String type, String subject, JsonNode value) {
        return models.read(new IncomingEvent(
                java.util.UUID.randomUUID(),
                type,
                subject,
                1,
                OffsetDateTime.now(),
                subject,
                value,
                java.util.Optional.empty()));
    }

    private void build(int generation, int atOnce) {
        var parts = new Feeds(
                pool, tables, models, deadLetters, meters, kafkaConfig, Kafka.TOPICS, atOnce, Duration.ofSeconds(2));
        try (var feed = parts.into(generation, connection -> {})) {
            while (feed.progress().left() > 0) {
                feed.advance(Duration.ofMillis(200));
            }
        }
    }

    /** As an instance does that is killed on the way: the next one goes on from the stored positions. */
    private void buildInPart(int generation, int atOnce) {
        var parts = new Feeds(
                pool, tables, models, deadLetters, meters, kafkaConfig, Kafka.TOPICS, atOnce, Duration.ofSeconds(2));
        try (var feed = parts.into(generation, connection -> {})) {
            patiently().until(() -> feed.advance(Duration.ofMillis(200)) + feed.eventsDone() > 100);
            assertTrue(feed.progress().left() > 0);
        }
    }

    private static Event poison(String reference, long version, String value) {
        return new Event(PLEDGES, REGISTERED, reference, reference, version, value);
    }

    private List<Long> versionsOf(String subject) {
        return rows
                .query(
                        "select version from history where subject = $1"
                                + " and generation = (select generation from live) order by version",
                        subject)
                .stream()
                .map(row -> row.getLong("version"))
                .toList();
    }

    private List<String> changesOf(String reference) {
        return rows.query("select type from change where reference = $1 order by number", reference).stream()
                .map(row -> row.getString("type"))
                .toList();
    }

    private double counted(String outcome) {
        return meters.counter("compromiso.projection.events", "outcome", outcome, "generation", "live")
                .count();
    }
}
