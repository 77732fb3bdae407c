package org.compromiso.dashboard.projection;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** A thread that does one step after the other until the service stops, and rests as long as a step says. */
public final class Worker {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final Thread thread;
    private final Semaphore wakened = new Semaphore(0);
    private volatile boolean running;

    /**
     * @param step does something and returns how long to rest
     * @param end done once when stopping, on the thread
     */
    public Worker(String name, Supplier<Duration> step, Runnable end) {
        thread = new Thread(() -> run(step, end), name);
        thread.setDaemon(true);
    }

    public void start() {
        running = true;
        thread.start();
    }

    /** Ends a rest. */
    public void wake() {
        wakened.release();
    }

    /** Waits for the step in progress. */
    public void stop() {
        if (!running) {
            return;
        }
        running = false;
        wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever happens in a step, an error of the machine included, the next one is tried: nobody else would do it. */
    private static Duration rest(Supplier<Duration> step) {
        try {
            return step.get();
        } catch (RuntimeException | Error e) {
            LOG.error("A step ended in a way it never should, the next follows", e);
            return AFTER_A_FAILURE;
        }
    }

    private void run(Supplier<Duration> step, Runnable end) {
        while (running) {
            var rest = rest(step);
            try {
                if (!rest.isZero() && wakened.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakened.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running = false;
            }
        }
        try {
            end.run();
        } catch (RuntimeException e) {
            LOG.debugf("Not everything could be given back: %s", e);
        }
    }
}
