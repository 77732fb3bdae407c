package org.compromiso.dashboard.columns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.compromiso.platform.problem.Problem;

/**
 * The columns of days gone by, loaded from the history when somebody asks and kept for the last day or two that were
 * asked for. Loading reads the whole history, so one load runs at a time and only a few wait; others get 503.
 */
@ApplicationScoped
class PastColumns {

    private static final int KEPT = 2;
    private static final int MAY_WAIT = 8;

    private final ColumnRows rows;
    private final Cache<Moment, Columns> kept = Caffeine.newBuilder()
            .maximumSize(KEPT)
            .expireAfterAccess(10, TimeUnit.MINUTES)
            .build();
    private final ThreadPoolExecutor loader =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAY_WAIT), work -> {
                var thread = new Thread(work, "past-columns");
                thread.setDaemon(true);
                return thread;
            });

    /** A late event can change what was in force on any day. */
    private record Moment(LocalDate day, long load, long changeNumber) {}

    PastColumns(ColumnRows rows) {
        this.rows = rows;
    }

    /** What is read from the columns of a day; fails with 503 when too many wait. */
    <T> CompletableFuture<T> read(LocalDate day, long load, long changeNumber, Function<Columns, T> reading) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> kept.get(
                                    new Moment(day, load, changeNumber),
                                    moment -> rows.load(day).columns())
                            .read(reading),
                    loader);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(Problem.of(503, "unavailable").header("Retry-After", "5"));
        }
    }

    @PreDestroy
    void close() {
        loader.shutdownNow();
    }
}
