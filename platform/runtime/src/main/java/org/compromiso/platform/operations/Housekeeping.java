package org.compromiso.platform.operations;

import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Removes what is kept for a time only: answers to repeated requests after 24 hours, ids of applied events and casework
 * events after 90 days. Partner events are the register's memory and stay. Harmless on several instances at once.
 */
@ApplicationScoped
class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final long HOURLY = Duration.ofHours(1).toMillis();

    private static final List<String> OLD = List.of(
            "delete from idempotency where created_at < now() - interval '24 hours'",
            "delete from inbox where received_at < now() - interval '90 days'",
            "delete from outbox where topic = 'compromiso.casework.v1' and sent_at < now() - interval '90 days'");

    private final Vertx vertx;
    private final Pool pool;

    Housekeeping(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(
                HOURLY,
                timer -> OLD.forEach(sql -> pool.query(sql)
                        .execute()
                        .subscribe()
                        .with(
                                removed -> LOG.debugf("%d rows: %s", removed.rowCount(), sql),
                                failure -> LOG.warnf("Not tidied up: %s", failure))));
    }
}
