package org.compromiso.dashboard.changes;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * One who follows the changes: a place in the shared {@link Window}, and no buffer of its own. It is sent the next change
 * when the one before has left; who falls behind the window is let go, comes back with its last number and gets what it
 * missed from the table.
 */
final class Reader implements Flow.Publisher<Told>, Flow.Subscription {

    private static final Logger LOG = Logger.getLogger(Reader.class);
    private static final int SILENT_BEATS = 4;

    private final Window window;
    private final LongFunction<Uni<ChangeReads.Batch>> table;
    private final Runnable cut;
    private final Consumer<Reader> left;
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicBoolean beat = new AtomicBoolean(true);
    private final AtomicInteger beatsUnsent = new AtomicInteger();
    private volatile boolean over;
    private volatile boolean ended;
    private volatile Flow.Subscriber<? super Told> subscriber;
    private volatile ChangeReads.Batch heard;
    // Below: touched by one thread at a time, whose turn it is.
    private final Deque<Change> missed = new ArrayDeque<>();
    private long after;
    private boolean fromTheTable;
    private boolean atItsEnd;
    private boolean asking;

    /**
     * @param table what follows a change, as far as it may be told
     * @param comesBack whether what follows is to be looked for in the table first
     * @param cut closes the connection of one who does not take what it is sent
     * @param left told when it is over
     */
    Reader(
            Window window,
            LongFunction<Uni<ChangeReads.Batch>> table,
            long after,
            boolean comesBack,
            Runnable cut,
            Consumer<Reader> left) {
        this.window = window;
        this.table = table;
        this.after = after;
        this.fromTheTable = comesBack;
        this.cut = cut;
        this.left = left;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Told> to) {
        subscriber = to;
        to.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        wanted.addAndGet(n);
        drain();
    }

    @Override
    public void cancel() {
        leave();
    }

    /** A sign of life. Who took nothing for several of them is gone without a word, or stands still. */
    void beat() {
        beat.set(true);
        if (beatsUnsent.incrementAndGet() > SILENT_BEATS) {
            letGo();
        } else {
            drain();
        }
    }

    /** Ends the answer; the client may come back. */
    void end() {
        ended = true;
        drain();
    }

    /** Sends what there is, as far as it is wanted. Many may call; one at a time does it. */
    void drain() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        var turn = 1;
        do {
            try {
                while (!over && step()) {
                    // step has done it
                }
            } catch (RuntimeException e) {
                fail(e);
            }
            turn = turns.addAndGet(-turn);
        } while (turn != 0);
    }

    private boolean step() {
        if (ended) {
            leave();
            if (subscriber != null) {
                subscriber.onComplete();
            }
            return false;
        }
        if (asking && !hear()) {
            return false;
        }
        if (wanted.get() == 0) {
            return false;
        }
        if (!missed.isEmpty()) {
            send(missed.poll());
            return true;
        }
        if (fromTheTable) {
            fromTheTable = !(atItsEnd && window.holdsAllAfter(after));
            if (fromTheTable) {
                ask();
            }
            return !fromTheTable;
        }
        var next = window.next(after);
        if (next == Window.GONE) {
            letGo();
            return false;
        }
        if (next != null) {
            after = next.number();
            send(next);
            return true;
        }
        if (beat.compareAndSet(true, false)) {
            emit(new Told(after, null));
            return true;
        }
        return false;
    }

    private void send(Change change) {
        emit(new Told(change.number(), change));
    }

    private void emit(Told told) {
        beatsUnsent.set(0);
        wanted.decrementAndGet();
        subscriber.onNext(told);
    }

    private void ask() {
        asking = true;
        table.apply(after)
                .subscribe()
                .with(
                        batch -> {
                            heard = batch;
                            drain();
                        },
                        failure -> {
                            LOG.debugf("A reader cannot be told what it missed: %s", failure);
                            letGo();
                        });
    }

    private boolean hear() {
        var batch = heard;
        if (batch == null) {
            return false;
        }
        heard = null;
        asking = false;
        missed.addAll(batch.changes());
        after = batch.last();
        atItsEnd = !batch.more();
        return true;
    }

    /** It does not keep up, or can't be told everything: it comes back with the last number it has. */
    private void letGo() {
        LOG.debugf("A reader is let go");
        leave();
        cut.run();
    }

    private void fail(Throwable failure) {
        if (!over) {
            leave();
            subscriber.onError(failure);
        }
    }

    private void leave() {
        over = true;
        left.accept(this);
    }
}
