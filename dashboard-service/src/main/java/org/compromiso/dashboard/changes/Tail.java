package org.compromiso.dashboard.changes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.compromiso.dashboard.projection.Changed;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Follows the change table, once for all readers of this instance. While the database is away readers stay connected and
 * hear nothing; afterwards it goes on where it was.
 */
@ApplicationScoped
class Tail {

    private static final Logger LOG = Logger.getLogger(Tail.class);

    private final Vertx vertx;
    private final ChangeReads reads;
    private final int most;
    private final int kept;
    private final Duration poll;
    private final Duration heartbeat;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connected = new AtomicInteger();
    private volatile Window window;
    private volatile boolean stopped;
    private boolean away;
    private long rest = -1;
    private boolean lookAgain;

    Tail(
            Vertx vertx,
            ChangeReads reads,
            @ConfigProperty(name = "compromiso.changes.readers") int most,
            @ConfigProperty(name = "compromiso.changes.kept") int kept,
            @ConfigProperty(name = "compromiso.changes.poll") Duration poll,
            @ConfigProperty(name = "compromiso.changes.heartbeat") Duration heartbeat) {
        this.vertx = vertx;
        this.reads = reads;
        this.most = most;
        this.kept = kept;
        this.poll = poll;
        this.heartbeat = heartbeat;
    }

    void start(@Observes StartupEvent event) {
        follow();
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
        var reader = new Reader(current, reads, after == null ? current.last() : after, after != null, cut, this::left);
        readers.add(reader);
        return reader;
    }

    /** Nobody listens, so nothing is made ready; whoever comes back from before gets it from the table. */
    private synchronized void skip(long newest) {
        if (readers.isEmpty()) {
            window.skipTo(newest);
        }
    }

    /** The database is older than what readers know: they come back and are told to begin anew. */
    private void beginAnew(long newest) {
        synchronized (this) {
            window = new Window(kept, newest);
        }
        readers.forEach(Reader::end);
    }

    /** The number of the newest change known here; -1 before the first look. */
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

    /** One after the other: the next look comes when this one is done. */
    private void follow() {
        if (stopped) {
            return;
        }
        var current = window;
        if (current == null) {
            reads.newest()
                    .subscribe()
                    .with(
                            newest -> {
                                window = new Window(kept, newest);
                                again(Duration.ZERO);
                            },
                            this::away);
            return;
        }
        if (readers.isEmpty()) {
            reads.newest()
                    .subscribe()
                    .with(
                            newest -> {
                                heardAgain();
                                skip(newest);
                                again(poll);
                            },
                            this::away);
            return;
        }
        reads.after(current.last())
                .subscribe()
                .with(
                        batch -> {
                            heardAgain();
                            if (batch.last() < current.last()) {
                                beginAnew(batch.last());
                            } else {
                                current.append(batch.changes(), batch.last());
                                if (!batch.changes().isEmpty()) {
                                    readers.forEach(Reader::drain);
                                }
                            }
                            again(batch.more() ? Duration.ZERO : poll);
                        },
                        this::away);
    }

    private void away(Throwable failure) {
        if (!away) {
            away = true;
            LOG.warnf("Changes cannot be followed, tried again until they can: %s", failure);
        }
        again(poll);
    }

    private void heardAgain() {
        if (away) {
            away = false;
            LOG.info("Changes can be followed again");
        }
    }

    /** Ends the rest; a look that is going on may have come too early, so another follows it. */
    void look(@Observes Changed event) {
        if (!endRest()) {
            return;
        }
        follow();
    }

    private synchronized boolean endRest() {
        lookAgain = rest == -1 || !vertx.cancelTimer(rest);
        return !lookAgain;
    }

    private synchronized void again(Duration pause) {
        rest = vertx.setTimer(lookAgain ? 1 : Math.max(1, pause.toMillis()), timer -> follow());
        lookAgain = false;
    }
}
