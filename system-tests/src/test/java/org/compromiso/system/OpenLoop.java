package org.compromiso.system;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends at a fixed rate, whatever has become of what was sent before, and counts each answer from the moment at which it
 * was meant to be sent: what stands still is counted for everyone who had to wait, not for the first of them only.
 */
record OpenLoop(int perSecond) {

    private static final long PATIENCE_SECONDS = 60;

    /** Sends the n-th and is done when it has arrived; should not wait itself. */
    interface Sending {
        CompletionStage<?> send(int n) throws Exception;
    }

    /** Microseconds, of all that was sent. Throws if one of them failed, or did not arrive within a minute. */
    Histogram send(int times, Sending sending) throws Exception {
        var micros = new ConcurrentHistogram(3);
        var all = new CompletableFuture<?>[times];
        var pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
        var begin = System.nanoTime();
        for (int n = 0; n < times; n++) {
            var meant = begin + n * pause;
            for (var left = meant - System.nanoTime(); left > 0; left = meant - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            all[n] = sending.send(n)
                    .thenRun(() -> micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - meant)))
                    .toCompletableFuture();
        }
        CompletableFuture.allOf(all).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return micros;
    }

    Histogram send(Duration during, Sending sending) throws Exception {
        return send((int) (perSecond * during.toMillis() / 1_000), sending);
    }
}
