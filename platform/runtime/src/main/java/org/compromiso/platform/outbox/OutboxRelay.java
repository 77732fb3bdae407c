package org.compromiso.platform.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.compromiso.platform.lease.Lease;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Sends what stands in the outbox to Kafka, in a thread of its own, at least once, a subject's events in order.
 *
 * <p>Of each subject only its oldest unsent event is ever on its way, and it is marked only after the broker's
 * acknowledgement: so a holder of the lease that was paused with an event in its hands can at worst send a copy of one
 * that was sent before. The thread is woken after a commit; the poll is a safety net.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Pool pool;
    private final OutboxSender sender;
    private final TopicCheck topics;
    private final Duration poll;
    private final Semaphore wakened = new Semaphore(0);
    private final Lease lease;
    private Thread thread;
    private volatile boolean running;
    private volatile String refusal;

    OutboxRelay(
            Pool pool,
            OutboxSender sender,
            TopicCheck topics,
            @ConfigProperty(name = "compromiso.outbox.poll") Duration poll) {
        this.pool = pool;
        this.sender = sender;
        this.topics = topics;
        this.poll = poll;
        this.lease = new Lease(pool, "outbox-relay");
    }

    void start(@Observes StartupEvent event) {
        running = true;
        thread = new Thread(this::run, "outbox-relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Before the pool goes. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event)
            throws InterruptedException {
        running = false;
        wake();
        if (thread != null) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }
    }

    /** There is something to send. */
    public void wake() {
        wakened.release();
    }

    /** Why nothing is sent although this instance could; null when all is well. */
    public String refusal() {
        return refusal;
    }

    private void run() {
        var pause = Duration.ofMillis(100);
        var checked = false;
        while (running) {
            try {
                if (!lease.hold()) {
                    checked = false;
                    refusal = null;
                    sleep(poll);
                    continue;
                }
                if (!checked) {
                    refusal = topics.reasonNotToSend();
                    checked = refusal == null;
                    if (!checked) {
                        LOG.errorf("Nothing is sent: %s", refusal);
                        sleep(LONGEST_PAUSE);
                    }
                    // The lease may have run out meanwhile.
                    continue;
                }
                if (sender.sendNext(pool) == 0) {
                    sleep(poll);
                }
                pause = Duration.ofMillis(100);
            } catch (RuntimeException e) {
                LOG.warnf("The outbox will be tried again in %d ms: %s", pause.toMillis(), e);
                sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
        try {
            lease.release();
        } catch (RuntimeException e) {
            LOG.debugf("The lease will expire by itself: %s", e);
        }
        sender.close();
    }

    private void sleep(Duration duration) {
        try {
            if (wakened.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                wakened.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
