package org.compromiso.dashboard.exports;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.testing.LocalServices;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An export that does not end, whoever it waits for, is ended. */
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
@TestProfile(ImpatientExportsTest.Impatient.class)
class ImpatientExportsTest {

    /** Clients have all the time between two looks, but not for the whole. */
    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "compromiso.exports.stall", "PT10M",
                    "compromiso.exports.longest", "PT2S",
                    "compromiso.exports.patience", "PT3S");
        }
    }

    @Inject
    Pool pool;

    @Inject
    MeterRegistry meters;

    @TestHTTPResource("/")
    URI address;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Rows rows;

    @BeforeEach
    void register() {
        var kafka = new Kafka(bootstrapServers);
        rows = new Rows(pool);
        kafka.send(Event.ofPledge(REGISTERED, Event.pledge("P-2026-781001", 1)));
        rows.awaitRead(kafka);
    }

    @Test
    void a_file_that_takes_too_long_is_broken_off() throws IOException {
        try (var clients = new SlowClients(address, rows, "P-2026-781001", "P-2026-6")) {
            // When
            var client = clients.ask(1, "pledges.csv");
            patiently().until(() -> SlowClients.running(meters) == 1);

            // Then
            patiently().until(() -> SlowClients.running(meters) == 0);
            assertFalse(taken(client).endsWith("0\r\n\r\n"), "and does not pass for whole");
        }
    }

    @Test
    void a_database_that_hangs_while_words_are_looked_up_is_not_waited_for_without_end() {
        // Given nobody can read the words
        var connection = pool.getConnection().await().atMost(Duration.ofSeconds(20));
        try {
            connection.query("begin").execute().await().atMost(Duration.ofSeconds(20));
            connection
                    .query("lock table word in access exclusive mode")
                    .execute()
                    .await()
                    .atMost(Duration.ofSeconds(20));

            // When, Then
            given().get("/api/dashboard/exports/pledges.csv?q=vuvuzelas")
                    .then()
                    .statusCode(greaterThanOrEqualTo(500))
                    .header("ETag", nullValue());
        } finally {
            connection.query("rollback").execute().await().atMost(Duration.ofSeconds(20));
            connection.close().await().atMost(Duration.ofSeconds(20));
        }
        given().get("/api/dashboard/exports/practices.csv?q=vuvuzelas").then().statusCode(200);
    }

    private static String taken(Socket client) {
        var taken = new StringBuilder();
        try {
            client.setSoTimeout(10_000);
            var buffer = new byte[8192];
            for (int length; (length = client.getInputStream().read(buffer)) > 0; ) {
                taken.append(new String(buffer, 0, length, ISO_8859_1));
            }
        } catch (IOException reset) {
            // A connection that was broken off may end like this.
        }
        return taken.toString();
    }
}
