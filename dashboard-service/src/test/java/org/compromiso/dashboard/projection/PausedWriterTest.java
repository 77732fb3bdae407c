package org.compromiso.dashboard.projection;

import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.testing.LocalServices;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A writer that stands still, wherever that is, and goes on when another has taken its place. */
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class PausedWriterTest {

    private static final Duration WAIT = Duration.ofMillis(200);
    private static final int GENERATION = 921;

    @Inject
    Pool pool;

    @Inject
    Tables tables;

    @Inject
    Feeds feeds;

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
    void within_a_transaction_it_loses_its_locks_and_writes_nothing() {
        // Given two writers of one generation
        kafka.send(Event.ofPledge(REGISTERED, Event.pledge("P-2026-700021", 1)));
        var locked = new CountDownLatch(1);
        var overtaken = new CountDownLatch(1);
        var lostItsLocks = new AtomicBoolean();
        try (var other = feeds.into(GENERATION, tables::lockLive);
                var paused = feeds.into(GENERATION, connection -> {
                    tables.lockLive(connection);
                    locked.countDown();
                    lostItsLocks.set(await(overtaken));
                })) {
            // When one stands still with the lock in its hands
            var writing = CompletableFuture.supplyAsync(
                    () -> patiently().until(() -> paused.advance(WAIT), read -> read > 0));
            assertTrue(await(locked));

            // Then the other gets it after a while and goes on
            patiently().until(() -> other.advance(WAIT) > 0);
            var after = tables.positions(GENERATION);
            overtaken.countDown();
            // And what the first one does next fails
            assertThrows(ExecutionException.class, () -> writing.get(20, TimeUnit.SECONDS));
            assertTrue(lostItsLocks.get());
            assertEquals(after, tables.positions(GENERATION));
        }
        tables.dropOldGenerations();
    }

    @Test
    void between_transactions_it_finds_out_by_the_positions_and_tells_no_change_twice() {
        // Given a writer of what readers see, beside the service's own
        rows.awaitRead(kafka);
        try (var paused = feeds.live()) {
            var reference = "P-2026-700022";
            kafka.send(Event.ofPledge(REGISTERED, Event.pledge(reference, 1)));
            rows.awaitRead(kafka);

            // When, Then
            assertThrows(FencedException.class, () -> patiently().until(() -> paused.advance(WAIT) < 0));
            assertEquals(
                    1,
                    rows.query("select 1 from change where reference = $1", reference)
                            .size());
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
