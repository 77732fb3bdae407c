package org.compromiso.dashboard.rebuild;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.UUID;
import org.compromiso.dashboard.projection.Feed;
import org.compromiso.dashboard.projection.Feeds;
import org.compromiso.dashboard.projection.FencedException;
import org.compromiso.dashboard.projection.Sql;
import org.compromiso.dashboard.projection.Tables;
import org.compromiso.dashboard.projection.TopicsReplacedException;
import org.compromiso.dashboard.projection.Worker;
import org.compromiso.platform.lease.Lease;
import org.jboss.logging.Logger;

/**
 * Builds another generation from the first record on, beside the live one, and swaps it in when it has every subject
 * at least as new as readers see it. One instance at a time, by a lease; whoever takes over goes on from the stored
 * positions. The row of the rebuild is locked by every transaction that advances it.
 */
@ApplicationScoped
class Rebuilder {

    private static final Logger LOG = Logger.getLogger(Rebuilder.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long NOTHING = -1;
    private static final long NEAR_THE_END = 500;
    /** Comparing reads both histories whole; while something lacks and events come in, it rests this long. */
    private static final Duration COMPARED_EVERY = Duration.ofSeconds(10);

    private static final Duration REST = Duration.ofSeconds(1);
    /** How long readers' own projection may wait for the last steps before the swap. */
    private static final Duration LAST_STEPS = Duration.ofSeconds(2);

    private final Feeds feeds;
    private final Tables tables;
    private final Pool pool;
    private final Lease lease;
    private final Worker worker = new Worker("rebuild", this::step, this::release);
    private Feed feed;
    private UUID fed;
    private boolean oldOnesDropped;
    /** What was read when subjects were last found missing: comparing again before there is more would say the same. */
    private long lackedAt = NOTHING;

    /** What was found missing; null if it is to be compared again. */
    private Tables.Missing missing;

    private long compared = System.nanoTime() - COMPARED_EVERY.toNanos();

    private long progressTold;
    private long takenUp;
    private long doneBefore;

    Rebuilder(Feeds feeds, Tables tables, Pool pool) {
        this.feeds = feeds;
        this.tables = tables;
        this.pool = pool;
        this.lease = new Lease(pool, "rebuild");
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    /** Before the pool goes. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        worker.stop();
    }

    /** One was asked for. */
    void wake() {
        worker.wake();
    }

    private Duration step() {
        try {
            if (!lease.hold()) {
                closeFeed();
                return REST;
            }
            var rows = Sql.execute(pool, "select id, generation, forced from rebuild where state <> 'swapped'");
            if (rows.size() == 0) {
                closeFeed();
                dropOldOnes();
                return REST;
            }
            oldOnesDropped = false;
            return build(rows.iterator().next());
        } catch (FencedException e) {
            LOG.infof("The rebuild starts again from the tables: %s", e.getMessage());
            closeFeed();
            return REST;
        } catch (RuntimeException e) {
            LOG.warnf("The rebuild will be tried again: %s", e);
            closeFeed();
            return REST;
        }
    }

    private Duration build(Row rebuild) {
        var id = rebuild.getUUID("id");
        var generation = rebuild.getInteger("generation");
        try {
            if (feed == null || !id.equals(fed)) {
                closeFeed();
                begin(id);
                feed = feeds.into(generation, connection -> lock(connection, id, generation));
                fed = id;
                takenUp = System.nanoTime();
                doneBefore = feed.eventsDone();
            }
            var read = feed.advance(POLL);
            tellProgress(id);
            // After a full batch the end is not asked for: that is a question to Kafka. Near is enough, the last steps
            // are made while nobody else writes: where events never cease to come in, an end with nothing left to read
            // is never there.
            if (read >= NEAR_THE_END || feed.progress().left() > NEAR_THE_END) {
                return Duration.ZERO;
            }
            return finish(id, generation, rebuild.getBoolean("forced"));
        } catch (TopicsReplacedException e) {
            LOG.warnf("The rebuild begins anew: %s", e.getMessage());
            beginAnew(id, generation);
            return REST;
        }
    }

    /** With a generation that has nothing yet: what there is of this one may be more than can be removed at once. */
    private void beginAnew(UUID id, int generation) {
        Sql.transaction(pool, connection -> {
            lock(connection, id, generation);
            if (feed != null) {
                feed.compare(connection);
            }
            return Sql.execute(connection, "update rebuild set generation = default where id = $1", id);
        });
        closeFeed();
        tables.dropOldGenerations();
    }

    private void begin(UUID id) {
        Sql.execute(
                pool,
                "update rebuild set started_at = coalesce(started_at, now()), state = 'reading'"
                        + " where id = $1 and state <> 'swapped'",
                id);
    }

    private void tellProgress(UUID id) {
        if (System.nanoTime() - progressTold > REST.toNanos()) {
            progressTold = System.nanoTime();
            var progress = feed.progress();
            var seconds = (progressTold - takenUp) / 1e9;
            Sql.execute(
                    pool,
                    "update rebuild set events_done = $2, events_total = $3, events_per_second = $4, measured_at = now()"
                            + " where id = $1 and state <> 'swapped'",
                    id,
                    progress.done(),
                    progress.total(),
                    (progress.done() - doneBefore) / seconds);
        }
    }

    /** Swaps if nothing is missing or nobody minds; returns how long to rest. */
    private Duration finish(UUID id, int generation, boolean forced) {
        if (missing == null) {
            if (!forced && (lackedAt == feed.eventsDone() || System.nanoTime() - compared < COMPARED_EVERY.toNanos())) {
                return REST;
            }
            missing = tables.missing(generation, () -> goOn(id));
            // Events came in meanwhile; they are read before anybody is held up.
            return Duration.ZERO;
        }
        var lacking = forced ? 0 : Sql.transaction(pool, connection -> lacking(connection, generation));
        if (lacking == 0) {
            lacking = swap(id, generation, forced);
        }
        if (lacking == 0) {
            LOG.infof("Readers see generation %d from now on", generation);
            closeFeed();
            return Duration.ZERO;
        }
        lacks(id, generation, lacking);
        return REST;
    }

    /** How much is missing for good. A few subjects of what we have not read yet say nothing. */
    private long lacking(SqlConnection connection, int generation) {
        var still = tables.stillMissing(connection, generation, missing);
        return still == 0 || !missing.isKnown() || feed.reaches(connection, tables.liveGeneration(connection))
                ? still
                : 0;
    }

    /** Unless something is missing and somebody minds; returns how much. Projection waits meanwhile. */
    private long swap(UUID id, int generation, boolean forced) {
        try {
            return Sql.transaction(pool, connection -> {
                var live = tables.lockLive(connection);
                lock(connection, id, generation);
                feed.compare(connection);
                var giveUp = System.nanoTime() + LAST_STEPS.toNanos();
                while (!feed.reaches(connection, live) && System.nanoTime() < giveUp) {
                    feed.advance(connection, Duration.ofMillis(50));
                }
                var still = tables.stillMissing(connection, generation, missing);
                if (still > 0 && !forced) {
                    return still;
                }
                tables.swap(connection, generation);
                Sql.execute(
                        connection,
                        "update rebuild set state = 'swapped', finished_at = now(), missing_subjects = $3::bigint,"
                                + " events_done = $2::bigint, events_total = $2::bigint where id = $1",
                        id,
                        feed.eventsDone(),
                        still);
                return 0L;
            });
        } catch (RuntimeException e) {
            // What the transaction had read is not written: start from the tables.
            closeFeed();
            throw e;
        }
    }

    private void lacks(UUID id, int generation, long subjects) {
        Sql.transaction(pool, connection -> {
            lock(connection, id, generation);
            feed.compare(connection);
            return Sql.execute(
                    connection,
                    "update rebuild set missing_subjects = $2, state = 'lacking' where id = $1",
                    id,
                    subjects);
        });
        missing = null;
        lackedAt = feed.eventsDone();
        compared = System.nanoTime();
    }

    /** While comparing goes on. */
    private void goOn(UUID id) {
        if (!lease.hold()) {
            throw new FencedException("Another builds by now");
        }
        tellProgress(id);
    }

    private static void lock(SqlConnection connection, UUID id, int generation) {
        var rows = Sql.execute(
                connection,
                "select 1 from rebuild where id = $1 and generation = $2 and state <> 'swapped' for update",
                id,
                generation);
        if (rows.size() == 0) {
            throw new FencedException("The rebuild is done already, or began anew");
        }
    }

    private void dropOldOnes() {
        if (!oldOnesDropped) {
            tables.dropOldGenerations();
            oldOnesDropped = true;
        }
    }

    private void closeFeed() {
        if (feed != null) {
            feed.close();
            feed = null;
            fed = null;
            missing = null;
            lackedAt = NOTHING;
            compared = System.nanoTime() - COMPARED_EVERY.toNanos();
        }
    }

    private void release() {
        closeFeed();
        lease.release();
    }
}
