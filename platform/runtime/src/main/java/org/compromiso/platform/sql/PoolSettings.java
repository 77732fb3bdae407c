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
 * Two settings of the pool of connections that Quarkus has no property for: statements of more than 2,048 characters are
 * kept prepared, too (the driver would have them parsed and planned anew each time, which takes longer than to execute
 * them), and how long one waits for a connection when all are in use.
 */
@Singleton
class PoolSettings implements PgPoolCreator {

    /** Ours are written by us; values are bound to them. */
    private static final int LONGEST = 16_384;

    private final Duration patience;

    PoolSettings(@ConfigProperty(name = "compromiso.database.patience") Duration patience) {
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
