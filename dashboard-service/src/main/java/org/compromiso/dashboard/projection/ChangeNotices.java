package org.compromiso.dashboard.projection;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Hears from PostgreSQL, over a connection of its own, that a transaction which added changes has committed, on whatever
 * instance. Whoever acts on it looks from time to time, too: while the connection is lost nothing is heard. Notifying
 * takes one lock for all databases at the commit, which holds up nobody: one transaction at a time adds changes.
 */
@ApplicationScoped
class ChangeNotices {

    private static final Logger LOG = Logger.getLogger(ChangeNotices.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Pool pool;
    private final Event<Changed> changed;
    private volatile SqlConnection connection;
    private volatile boolean stopped;

    ChangeNotices(Vertx vertx, Pool pool, Event<Changed> changed) {
        this.vertx = vertx;
        this.pool = pool;
        this.changed = changed;
    }

    void start(@Observes StartupEvent event) {
        listen();
    }

    /** Before the pool goes. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        stopped = true;
        if (connection != null) {
            connection.closeAndForget();
        }
    }

    private void listen() {
        if (!stopped) {
            pool.getConnection().subscribe().with(this::listen, this::again);
        }
    }

    private void listen(SqlConnection to) {
        var postgres = (PgConnection) to.getDelegate();
        postgres.notificationHandler(notice -> changed.fire(new Changed()));
        to.query("listen change")
                .execute()
                .subscribe()
                .with(
                        listening -> {
                            connection = to;
                            postgres.closeHandler(closed -> again(null));
                            // What was committed before.
                            changed.fire(new Changed());
                        },
                        failure -> {
                            to.closeAndForget();
                            again(failure);
                        });
    }

    private void again(Throwable failure) {
        LOG.debugf("Changes are not heard of, only looked for: %s", failure);
        vertx.setTimer(PAUSE.toMillis(), timer -> listen());
    }
}
