package org.compromiso.dashboard.columns;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.function.Consumer;
import org.compromiso.dashboard.columns.ColumnRows.Loaded;
import org.compromiso.dashboard.projection.Changed;
import org.compromiso.dashboard.projection.Worker;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The columns of what readers see now: loaded from one snapshot, then kept up with the change table in a thread of their
 * own, and loaded anew after a swap of generations, during which the old ones answer, with their age. How far they are is
 * told by {@link Counted}. Who hears nothing of the tables for a while does not know whether its figures are still true,
 * and gives none: 503 until it can.
 */
@ApplicationScoped
class LiveColumns {

    private static final Logger LOG = Logger.getLogger(LiveColumns.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long NOTHING = -1;

    private final ColumnRows rows;
    private final Consumer<Counted> counted;
    private final Duration poll;
    private final Duration patience;
    private final Worker worker = new Worker("columns", this::step, () -> {});
    private volatile Loaded loaded;
    /** When they were last known to be what the tables say. */
    private volatile long confirmed;
    /** When the tables were last heard of: while a load goes on, that is later. */
    private volatile long heard;

    private long told = NOTHING;

    @Inject
    LiveColumns(
            ColumnRows rows,
            Event<Counted> counted,
            @ConfigProperty(name = "compromiso.columns.poll") Duration poll,
            @ConfigProperty(name = "compromiso.columns.patience") Duration patience) {
        this(rows, counted::fire, poll, patience);
    }

    /**
     * @param counted told how far the figures are, in the order in which they get there
     */
    LiveColumns(ColumnRows rows, Consumer<Counted> counted, Duration poll, Duration patience) {
        this.rows = rows;
        this.counted = counted;
        this.poll = poll;
        this.patience = patience;
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void look(@Observes Changed event) {
        worker.wake();
    }

    /** Before the pool goes. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        worker.stop();
    }

    /** Throws 503 before the first load, and when it is not known whether they are still true. */
    Columns current() {
        var now = loaded;
        if (now == null || isCutOff()) {
            throw Problem.of(503, "unavailable").header("Retry-After", "1");
        }
        return now.columns();
    }

    /** Null where {@link #current()} throws, and where answers tell their age. */
    Columns confirmed() {
        var now = loaded;
        return now == null || isCutOff() || age().toSeconds() > 0 ? null : now.columns();
    }

    /** Why there are no figures; null if there are. */
    String reason() {
        if (loaded == null) {
            return "The columns are being loaded";
        }
        return isCutOff() ? "The columns could not be brought up to the tables for more than " + patience : null;
    }

    /** For how long it is not known whether they are what the tables say. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - confirmed);
    }

    /** The last change that figures know; -1 before the first load. */
    long changeNumber() {
        var now = loaded;
        return now == null ? NOTHING : now.columns().changeNumber();
    }

    private boolean isCutOff() {
        return System.nanoTime() - heard >= patience.toNanos();
    }

    private Duration step() {
        try {
            advance();
            return poll;
        } catch (RuntimeException e) {
            LOG.warnf("The columns could not be brought up to the tables: %s", e);
            return PAUSE;
        }
    }

    /** Brings the columns to what the tables say. */
    void advance() {
        var asked = System.nanoTime();
        var known = loaded;
        var now = rows.now();
        if (known == null || !known.canFollow(now)) {
            asked = System.nanoTime();
            load();
        } else if (known.isBehind(now)
                && !known.follow(rows.changedAfter(known.columns().changeNumber()))) {
            load();
        }
        confirmed = asked;
        heard = System.nanoTime();
        tell();
    }

    private void tell() {
        var known = changeNumber();
        if (known != told) {
            counted.accept(new Counted(known));
            told = known;
        }
    }

    /** Reads all anew. */
    void load() {
        var begin = System.nanoTime();
        var fresh = rows.load(() -> heard = System.nanoTime());
        loaded = fresh;
        LOG.infof(
                "Columns of %d pledges, generation %d, change %d, loaded in %d ms",
                fresh.columns().read(Columns::size),
                fresh.at().generation(),
                fresh.at().changeNumber(),
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }
}
