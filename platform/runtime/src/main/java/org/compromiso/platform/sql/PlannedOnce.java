package org.compromiso.platform.sql;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Connections that keep long statements prepared, too. The driver keeps those of up to 2,048 characters only and has all
 * others parsed and planned anew each time, which takes longer than to execute them; there is no setting for it, nor for
 * how long one waits for a connection when all are in use.
 */
@Singleton
class PlannedOnce implements PgPoolCreator {

    /** Ours are written by us; values are bound to them. */
    private static final int LONGEST = 16_384;

    private final Duration patience;

    PlannedOnce(@ConfigProperty(name = "compromiso.database.patience") Duration patience) {
        this.patience = patience;
    }

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList()
                .forEach(options -> options.setPreparedStatementCacheSqlFilter(sql -> sql.length() <= LONGEST));
        return PgBuilder.pool()
                .with(input.poolOptions()
                        .setConnectionTimeout((int) patience.toMillis())
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
