package org.compromiso.platform.inbox;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Topic;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** While the database is away, events wait for it and requests are told so; when it is back, all goes on. */
@QuarkusTest
@WithTestResource(LocalServices.class)
@TestProfile(DatabaseAwayTest.OneConnection.class)
class DatabaseAwayTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Longer than three tries (of a second each) and than several of the connector's looks at what it holds. */
    private static final Duration LONG = Duration.ofSeconds(4);

    /** A pool of one, in which nobody waits for longer than a second. */
    public static class OneConnection implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.datasource.reactive.max-size",
                    "1",
                    "compromiso.database.patience",
                    "PT1S",
                    "mp.messaging.connector.smallrye-kafka.auto.commit.interval.ms",
                    "500");
        }
    }

    @Inject
    Ledger ledger;

    @Inject
    Delivery delivery;

    @Inject
    Pool pool;

    @Inject
    DataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @ConfigProperty(name = "mp.messaging.connector.smallrye-kafka.throttled.unprocessed-record-max-age.ms")
    int oldestRecord;

    private final String subject = "S-" + UUID.randomUUID();

    @Test
    void when_no_connection_is_free_an_event_waits_and_is_no_dead_letter() {
        var held = pool.getConnection().await().atMost(SOON);
        try {
            send(1);
            awaitWaitingFor(LONG);
            readiness().statusCode(503).body(inbox("status"), equalTo("DOWN"));
            unavailable(request());
        } finally {
            held.close().await().atMost(SOON);
        }

        awaitApplied(1);
        assertTrue(new Topic(kafka, "compromiso.casework.v1.platform-test.dlq")
                .of(subject)
                .isEmpty());
        await().atMost(SOON).untilAsserted(() -> readiness().statusCode(200).body(inbox("status"), equalTo("UP")));
    }

    @Test
    void however_long_the_database_is_away_the_event_is_applied_then_and_those_behind_it() throws SQLException {
        try (var elsewhere = elsewhere()) {
            closeDatabase(elsewhere);
            try {
                send(1);
                send(2);
                awaitWaitingFor(LONG);
                unavailable(request());
            } finally {
                execute(elsewhere, "alter database %s allow_connections true".formatted(name()));
            }
        }
        send(3);

        awaitApplied(1);
        awaitApplied(2);
        awaitApplied(3);
        await().atMost(SOON).until(() -> request().statusCode() == 204);
    }

    @Test
    void no_record_is_held_for_too_long() {
        // Nobody waits here for as long as another age would be.
        assertEquals(0, oldestRecord);
    }

    @Test
    void a_request_whose_connection_is_ended_may_be_tried_again() throws Exception {
        try (var holder = database.getConnection()) {
            holder.setAutoCommit(false);
            // Given an insert that waits; whoever reads the outbox does not
            execute(holder, "lock table outbox in share mode");
            var answer = CompletableFuture.supplyAsync(this::request);

            await().atMost(SOON).until(() -> {
                execute(
                        holder,
                        "select pg_terminate_backend(pid) from pg_locks"
                                + " where relation = 'outbox'::regclass and not granted");
                return answer.isDone();
            });

            unavailable(answer.get(30, TimeUnit.SECONDS));
            holder.rollback();
        }
    }

    private Response request() {
        return given().post("/notes/" + subject);
    }

    private static void unavailable(Response answer) {
        answer.then()
                .statusCode(503)
                .header("Retry-After", "5")
                .contentType("application/problem+json")
                .body("type", equalTo("urn:compromiso:problem:unavailable"));
    }

    private static ValidatableResponse readiness() {
        return given().get("/q/health/ready").then();
    }

    private static String inbox(String member) {
        return "checks.find { it.name == 'inbox' }." + member;
    }

    private void awaitWaitingFor(Duration time) {
        await().atMost(SOON)
                .until(() -> delivery.waiting().values().stream()
                        .anyMatch(since -> since.plus(time).isBefore(Instant.now())));
    }

    private void awaitApplied(long sequence) {
        await().atMost(SOON).until(() -> ledger.applied().contains(subject + "/" + sequence));
    }

    private void send(long sequence) {
        new Topic(kafka, "compromiso.casework.v1")
                .send(UUID.randomUUID(), "org.compromiso.Any.v1", subject, subject, sequence, "{}");
    }

    /** Lets nobody in and ends the service's connections; those of JDBC, which the service does not use, stay. */
    private void closeDatabase(Connection elsewhere) throws SQLException {
        execute(elsewhere, "alter database %s allow_connections false".formatted(name()));
        execute(
                elsewhere,
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = '%s' and application_name not like '%%JDBC%%'".formatted(name()));
    }

    private String name() {
        return url.replaceFirst("\\?.*", "").replaceFirst(".*/", "");
    }

    /** A connection to another database of the same server. */
    private Connection elsewhere() throws SQLException {
        return DriverManager.getConnection(url.replaceFirst("/" + name() + "(\\?|$)", "/template1$1"), user, password);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
