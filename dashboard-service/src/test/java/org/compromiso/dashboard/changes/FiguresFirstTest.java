package org.compromiso.dashboard.changes;

import static io.restassured.RestAssured.given;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.compromiso.dashboard.changes.EventStream.Sent;
import org.compromiso.dashboard.columns.SlowColumns;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told of a change reads the figures then, as a front end does, and finds it in them. */
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class FiguresFirstTest {

    @Inject
    Pool pool;

    @Inject
    SlowColumns columns;

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
    }

    @AfterEach
    void asEver() {
        columns.come(Duration.ZERO);
    }

    @Test
    void the_overview_holds_every_change_that_was_told() throws Exception {
        figuresHoldWhatIsTold(761_000, 60, Duration.ZERO);
        figuresHoldWhatIsTold(762_000, 15, Duration.ofMillis(100));
    }

    private void figuresHoldWhatIsTold(int from, int pledges, Duration later) throws Exception {
        // Given one who reads the overview at each event
        columns.come(later);
        var before = pledges();
        var read = new AtomicReference<Long>();
        try (var stream = new EventStream(address, null, sent -> {
            if (isOf(sent, from)) {
                read.set(pledges());
            }
        })) {
            patiently().until(() -> stream.lastEventId != null);

            for (long number : LongStream.rangeClosed(1, pledges).toArray()) {
                // When
                read.set(null);
                kafka.send(Event.ofPledge(REGISTERED, Event.pledge("P-2026-" + (from + number), 1)));

                // Then
                patiently().until(() -> read.get() != null);
                assertEquals(before + number, read.get());
            }
        }
    }

    @Test
    void the_first_overview_read_after_a_reset_is_of_the_new_generation() throws Exception {
        // Given a generation that counts a pledge less than the next one will
        var pledge = "P-2026-763001";
        kafka.send(Event.ofPledge(REGISTERED, Event.pledge(pledge, 1)));
        rows.awaitRead(kafka);
        rows.query(
                "update pledge set state = jsonb_set(state, '{registration}', '\"withdrawn\"') where reference = $1",
                pledge);
        rows.query(
                "with l as (update live set change_number = change_number + 1 returning change_number)"
                        + " insert into change (number, type, reference, subject) select change_number, $2, $1, $1 from l",
                pledge,
                REGISTERED);
        rows.awaitCounted();
        var before = pledges();
        columns.come(Duration.ofSeconds(1));
        var read = new AtomicReference<Long>();
        try (var stream = new EventStream(address, null, sent -> {
            if (Change.RESET.equals(sent.type())) {
                read.compareAndSet(null, pledges());
            }
        })) {
            patiently().until(() -> stream.lastEventId != null);

            // When
            given().auth()
                    .oauth2(Tokens.admin())
                    .contentType("application/json")
                    .body("{\"force\":true}")
                    .post("/api/dashboard/rebuilds")
                    .then()
                    .statusCode(202);

            // Then
            patiently().until(() -> read.get() != null);
            assertEquals(before + 1, read.get());
        }
        // And projection has taken up the new generation: until it does, it may send a dead letter twice.
        kafka.send(Event.ofPledge(REGISTERED, Event.pledge(pledge, 2)));
        rows.awaitRead(kafka);
    }

    private static boolean isOf(Sent sent, int from) {
        return sent.data() != null && sent.data().contains("P-2026-" + from / 1000);
    }

    private static long pledges() {
        return given().get("/api/dashboard/overview").jsonPath().getLong("pledges");
    }
}
