package org.compromiso.platform.mail;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.compromiso.platform.lease.Lease;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Sends mails as they become due, in a thread of its own, on every instance of a service that has a {@link MailWriter};
 * one instance looks at the calendar. Days are those of the business clock.
 */
@ApplicationScoped
class MailRun {

    private static final Logger LOG = Logger.getLogger(MailRun.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Pool pool;
    private final Instance<MailWriter> writers;
    private final MailDispatch dispatch;
    private final MailSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Duration poll;
    private final Duration calendar;
    private final Lease calendarLease;
    private final Semaphore stopped = new Semaphore(0);
    private Thread thread;
    private volatile boolean running;
    private long nextLook = System.nanoTime();

    MailRun(
            Pool pool,
            Instance<MailWriter> writers,
            MailDispatch dispatch,
            MailSettings settings,
            MeterRegistry meters,
            Clock clock,
            @ConfigProperty(name = "compromiso.mail.poll") Duration poll,
            @ConfigProperty(name = "compromiso.mail.calendar") Duration calendar) {
        this.pool = pool;
        this.writers = writers;
        this.dispatch = dispatch;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.poll = poll;
        this.calendar = calendar;
        this.calendarLease = new Lease(pool, "mail-calendar");
    }

    void start(@Observes StartupEvent event) {
        if (!writers.isResolvable()) {
            return;
        }
        var writer = writers.get();
        running = true;
        thread = new Thread(() -> run(writer, new MailSender(pool, writer, dispatch, settings, meters)), "mail");
        thread.setDaemon(true);
        thread.start();
    }

    /** Before the pool goes. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event)
            throws InterruptedException {
        running = false;
        stopped.release();
        if (thread != null) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }
    }

    private void run(MailWriter writer, MailSender sender) {
        while (running) {
            try {
                if (settings.enabled() && System.nanoTime() - nextLook >= 0) {
                    nextLook = System.nanoTime() + calendar.toNanos();
                    tryTheCalendar(writer);
                }
                switch (sender.sendNext()) {
                    case NONE_DUE -> sleep(poll);
                    case UNREACHABLE -> sleep(shortest(PAUSE, settings.pause()));
                    case SETTLED -> {}
                }
            } catch (RuntimeException e) {
                LOG.warnf("Mails will be tried again in %s: %s", PAUSE, e);
                sleep(PAUSE);
            }
        }
    }

    /** A calendar that fails must not keep back the mails that are due. */
    private void tryTheCalendar(MailWriter writer) {
        try {
            lookAtTheCalendar(writer);
        } catch (RuntimeException e) {
            LOG.warnf("The calendar will be looked at again in %s: %s", calendar, e);
        }
    }

    /** Without a mail server the calendar is left alone, so that what is due is told when there is one. */
    private void lookAtTheCalendar(MailWriter writer) {
        var today = LocalDate.now(clock);
        var claimed = 0;
        do {
            if (!calendarLease.hold()) {
                return;
            }
            claimed = writer.claimNext(today).await().atMost(PATIENCE);
        } while (running && claimed > 0);
        calendarLease.release();
    }

    private static Duration shortest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void sleep(Duration duration) {
        try {
            if (stopped.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                running = false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
