package org.compromiso.dashboard.columns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.compromiso.dashboard.columns.ColumnRows.Loaded;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The columns of a day gone by, loaded from the history when somebody asks, and kept for the day asked for last, brought
 * up to the changes like those of today: an event that comes late may change any day. Loading reads the whole history and
 * needs room for all pledges, so one load runs at a time, without the columns of the day before it. Only a few wait and
 * not for long; others get 503, while the load goes on for them to find when they come back.
 */
@ApplicationScoped
class PastColumns {

    private static final int MAY_WAIT = 8;
    private static final String COME_BACK = "5";

    private final ColumnRows rows;
    private final Duration patience;
    /** One, or none after some time without a question. */
    private final Cache<LocalDate, Loaded> kept = Caffeine.newBuilder()
            .maximumSize(1)
            .expireAfterAccess(10, TimeUnit.MINUTES)
            .scheduler(Scheduler.systemScheduler())
            .build();

    private final ThreadPoolExecutor loader =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAY_WAIT), work -> {
                var thread = new Thread(work, "past-columns");
                thread.setDaemon(true);
                return thread;
            });

    PastColumns(ColumnRows rows, @ConfigProperty(name = "compromiso.columns.past-patience") Duration patience) {
        this.rows = rows;
        this.patience = patience;
    }

    /** What is read from the columns of a day; throws or fails with 503 when too many wait, or for too long. */
    <T> CompletableFuture<T> read(LocalDate day, Function<Columns, T> reading) {
        var answer = new CompletableFuture<T>();
        try {
            loader.execute(() -> answer(answer, day, reading));
        } catch (RejectedExecutionException e) {
            throw unavailable();
        }
        return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).exceptionally(failure -> {
            throw failure instanceof TimeoutException ? unavailable() : new CompletionException(failure);
        });
    }

    private <T> void answer(CompletableFuture<T> answer, LocalDate day, Function<Columns, T> reading) {
        // Nothing is loaded for those who were sent away while another day was.
        if (answer.isDone()) {
            return;
        }
        try {
            answer.complete(of(day).read(reading));
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    /** As of now. */
    private Columns of(LocalDate day) {
        var known = kept.getIfPresent(day);
        if (known == null || !follow(known, day)) {
            kept.invalidateAll();
            known = rows.load(day);
            kept.put(day, known);
        }
        return known.columns();
    }

    private boolean follow(Loaded known, LocalDate day) {
        var now = rows.now();
        return known.canFollow(now)
                && (!known.isBehind(now)
                        || known.follow(rows.changedAfter(known.columns().changeNumber(), day)));
    }

    private static Problem unavailable() {
        return Problem.of(503, "unavailable").header("Retry-After", COME_BACK);
    }

    @PreDestroy
    void close() {
        loader.shutdownNow();
    }
}
