package org.compromiso.dashboard.changes;

import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.compromiso.dashboard.columns.Counted;
import org.compromiso.platform.testing.LocalServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers while nothing happens, with a quick pulse. */
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class SignsOfLifeTest {

    private static final int BEATS_MISSED = 4;

    @Inject
    Vertx vertx;

    @Inject
    ChangeReads reads;

    private Tail tail;

    @BeforeEach
    void start() {
        tail = new Tail(vertx, reads, 10, 16, Duration.ofMillis(100));
        tail.start(null);
        tail.look(new Counted(0));
    }

    @AfterEach
    void stop() {
        tail.stop(null);
    }

    @Test
    void who_stays_is_sent_one_at_every_beat() {
        var signs = new AtomicInteger();

        tail.readFrom(null, () -> {})
                .filter(told -> told.change() == null)
                .subscribe()
                .with(told -> signs.incrementAndGet());

        // The first says where it begins.
        patiently().until(() -> signs.get() > 3);
    }

    @Test
    void who_takes_none_of_several_is_cut_off_and_who_takes_them_stays() {
        // Given
        var signs = new AtomicInteger();
        var cut = new AtomicInteger();
        var signsWhenCut = new AtomicInteger();
        var wronglyCut = new AtomicInteger();
        tail.readFrom(null, wronglyCut::incrementAndGet).subscribe().with(told -> signs.incrementAndGet());

        // When
        tail.readFrom(null, () -> {
                    signsWhenCut.set(signs.get());
                    cut.incrementAndGet();
                })
                .subscribe(new TakesNothing());

        // Then
        patiently().until(() -> cut.get() > 0);
        assertTrue(signsWhenCut.get() > BEATS_MISSED, () -> "after " + signsWhenCut);
        assertEquals(1, tail.readers());
        patiently().until(() -> signs.get() > signsWhenCut.get() + BEATS_MISSED);
        assertEquals(1, cut.get());
        assertEquals(0, wronglyCut.get());
        assertEquals(1, tail.readers());
    }

    /** Asks for nothing, as a connection does whose client reads nothing. */
    private static final class TakesNothing implements Flow.Subscriber<Told> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            // It asks for nothing.
        }

        @Override
        public void onNext(Told told) {
            throw new IllegalStateException("Nobody asked for " + told);
        }

        @Override
        public void onError(Throwable failure) {
            // It is over.
        }

        @Override
        public void onComplete() {
            // It is over.
        }
    }
}
