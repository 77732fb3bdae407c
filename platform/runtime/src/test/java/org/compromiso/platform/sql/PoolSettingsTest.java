package org.compromiso.platform.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import org.compromiso.platform.testing.LocalServices;
import org.junit.jupiter.api.Test;

/** A statement is prepared once a connection, however long it is. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class PoolSettingsTest {

    @Inject
    Pool pool;

    @Test
    void a_long_statement_stays_prepared() {
        var statement = "select 1 as one /* " + "long ".repeat(1_000) + "*/";
        var connection = pool.getConnection().await().atMost(Duration.ofSeconds(10));
        try {
            execute(connection, statement);
            execute(connection, statement);

            var prepared = execute(
                    connection,
                    "select count(*) as kept from pg_prepared_statements where statement like '%long long%'"
                            + " and statement not like '%pg_prepared%'");
            assertEquals(1, prepared.iterator().next().getLong("kept"));
        } finally {
            connection.close().await().atMost(Duration.ofSeconds(10));
        }
    }

    private static RowSet<Row> execute(SqlConnection connection, String sql) {
        return connection.preparedQuery(sql).execute().await().atMost(Duration.ofSeconds(10));
    }
}
