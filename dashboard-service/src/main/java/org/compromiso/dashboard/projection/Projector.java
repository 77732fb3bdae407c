package org.compromiso.dashboard.projection;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.compromiso.platform.lease.Lease;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Keeps the live generation up with the topics: one instance at a time, by a lease, in a thread of its own. Kafka or
 * PostgreSQL away: tried again until they are back.
 */
@ApplicationScoped
class Projector {

    private static final Logger LOG = Logger.getLogger(Projector.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final long TIDY_EVERY = TimeUnit.HOURS.toNanos(1);

    private final Feeds feeds;
    private final Tables tables;
    private final Lease lease;
    private final Duration watch;
    private final Worker worker = new Worker("projection", this::step, this::release);
    private Feed feed;
    private Duration pause = FIRST_PAUSE;
    private long tidied = System.nanoTime() - TIDY_EVERY;

    Projector(
            Feeds feeds,
            Tables tables,
            Pool pool,
            @ConfigProperty(name = "compromiso.projection.watch") Duration watch) {
        this.feeds = feeds;
        this.tables = tables;
        this.lease = new Lease(pool, "projection");
        this.watch = watch;
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    /** Before the pool goes. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        worker.stop();
    }

    private Duration step() {
        try {
            if (!lease.hold()) {
                closeFeed();
                return watch;
            }
            if (feed == null) {
                feed = feeds.live();
                tables.goesOn();
            }
            feed.advance(POLL);
            pause = FIRST_PAUSE;
            tidy();
            return Duration.ZERO;
        } catch (FencedException e) {
            LOG.infof("Projection starts again from the tables: %s", e.getMessage());
            closeFeed();
            return Duration.ZERO;
        } catch (TopicsReplacedException e) {
            closeFeed();
            return stopped(e.getMessage());
        } catch (RuntimeException e) {
            LOG.warnf("Projection will be tried again in %d ms: %s", pause.toMillis(), e);
            closeFeed();
            return longer();
        }
    }

    private Duration stopped(String why) {
        try {
            LOG.errorf("Projection has stopped, a rebuild begins: %s", why);
            tables.stop(why);
            return watch;
        } catch (RuntimeException e) {
            LOG.warnf("Nobody was told that projection has stopped: %s", e);
            return longer();
        }
    }

    private Duration longer() {
        var now = pause;
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        return now;
    }

    private void tidy() {
        if (System.nanoTime() - tidied > TIDY_EVERY) {
            tidied = System.nanoTime();
            tables.forgetOldChanges();
        }
    }

    private void closeFeed() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
    }

    private void release() {
        closeFeed();
        lease.release();
    }
}
