package org.compromiso.dashboard.changes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.compromiso.dashboard.columns.Counted;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Follows the change table, once for all readers of this instance, as far as its figures know it: who is told of a change,
 * or to begin anew, and reads the figures then, finds it in them. While the database is away, or a generation is being
 * loaded, readers stay connected and hear signs of life only; afterwards it goes on where it was.
 */
@ApplicationScoped
class Tail {

    private static final Logger LOG = Logger.getLogger(Tail.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Vertx vertx;
    private final ChangeReads reads;
    private final int most;
    private final int kept;
    private final Duration heartbeat;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile Window window;
    private volatile long counted;
    private volatile boolean stopped;
    private boolean away;

    Tail(
            Vertx vertx,
            ChangeReads reads,
            @ConfigProperty(name = "compromiso.changes.readers") int most,
            @ConfigProperty(name = "compromiso.changes.kept") int kept,
            @ConfigProperty(name = "compromiso.changes.heartbeat") Duration heartbeat) {
        this.vertx = vertx;
        this.reads = reads;
        this.most = most;
        this.kept = kept;
        this.heartbeat = heartbeat;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(heartbeat.toMillis(), timer -> readers.forEach(Reader::beat));
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        readers.forEach(Reader::end);
    }

    /**
     * What happens from now on, or after a change.
     *
     * @param after null for from now on
     * @param cut closes the connection of a reader who does not take what it is sent
     */
    Multi<Told> readFrom(Long after, Runnable cut) {
        if (window == null || stopped) {
            throw Problem.of(503, "unavailable").header("Retry-After", "1");
        }
        if (connected.incrementAndGet() > most) {
            connected.decrementAndGet();
            throw Problem.of(503, "too-many-readers").header("Retry-After", "30");
        }
        return Multi.createFrom().publisher(enter(after, cut));
    }

    private synchronized Reader enter(Long after, Runnable cut) {
        var current = window;
        var reader =
                new Reader(current, this::told, after == null ? current.last() : after, after != null, cut, this::left);
        readers.add(reader);
        return reader;
    }

    /** Nobody listens, so nothing is made ready; whoever comes back from before gets it from the table. */
    private synchronized boolean skipped(Window current) {
        if (readers.isEmpty()) {
            current.skipTo(counted);
        }
        return readers.isEmpty();
    }

    /** Readers come back and go on from there; who knows more than there is, is told to begin anew. */
    private void begin(long after) {
        synchronized (this) {
            counted = after;
            window = new Window(kept, after);
        }
        readers.forEach(Reader::end);
    }

    private Uni<ChangeReads.Batch> told(long after) {
        return reads.after(after, counted);
    }

    /** The number of the newest change that is told here; -1 before there are figures. */
    long last() {
        var current = window;
        return current == null ? -1 : current.last();
    }

    int readers() {
        return connected.get();
    }

    private void left(Reader reader) {
        if (readers.remove(reader)) {
            connected.decrementAndGet();
        }
    }

    /** The figures are as far as that now, or as far back if the database was. */
    void look(@Observes Counted now) {
        if (window == null || now.changeNumber() < counted) {
            begin(now.changeNumber());
            return;
        }
        counted = now.changeNumber();
        if (looks.getAndIncrement() == 0) {
            follow();
        }
    }

    /** One look after the other; one that was asked for meanwhile follows. */
    private void follow() {
        var asked = looks.get();
        var current = window;
        if (stopped) {
            return;
        }
        if (skipped(current) || current.last() >= counted) {
            done(asked);
            return;
        }
        told(current.last())
                .subscribe()
                .with(
                        batch -> {
                            heardAgain();
                            current.append(batch.changes(), batch.last());
                            if (!batch.changes().isEmpty()) {
                                readers.forEach(Reader::drain);
                            }
                            if (batch.more()) {
                                follow();
                            } else {
                                done(asked);
                            }
                        },
                        this::away);
    }

    private void done(int asked) {
        if (looks.addAndGet(-asked) != 0) {
            follow();
        }
    }

    private void away(Throwable failure) {
        if (!away) {
            away = true;
            LOG.warnf("Changes cannot be followed, tried again until they can: %s", failure);
        }
        vertx.setTimer(PAUSE.toMillis(), timer -> follow());
    }

    private void heardAgain() {
        if (away) {
            away = false;
            LOG.info("Changes can be followed again");
        }
    }
}
