package org.compromiso.dashboard.columns;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where answers are counted and written, off the event loop: a scan of a million rows takes its time, and room in memory.
 * So a few are made at once, some wait, and more are refused: whatever is asked, memory holds.
 */
@ApplicationScoped
class Counting {

    private final ThreadPoolExecutor threads;

    Counting(
            @ConfigProperty(name = "compromiso.columns.at-once") int atOnce,
            @ConfigProperty(name = "compromiso.columns.waiting") int waiting) {
        var number = new AtomicInteger();
        threads =
                new ThreadPoolExecutor(atOnce, atOnce, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), work -> {
                    var thread = new Thread(work, "counting-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** What comes of some work; throws 503 when as many wait as may. */
    <T> CompletableFuture<T> off(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads);
        } catch (RejectedExecutionException e) {
            throw Problem.of(503, "too-many-questions").header("Retry-After", "1");
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
