package org.compromiso.dashboard.projection;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The reactive client for threads of our own, which may block. */
public final class Sql {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Below half of the lease: a writer that is paused within a transaction loses its locks before another takes over. */
    private static final String LET_GO = "set local idle_in_transaction_session_timeout = '2500ms'";

    private Sql() {}

    /** One transaction: committed when the work returns, rolled back when it throws. */
    public static <T> T transaction(Pool pool, Function<SqlConnection, T> work) {
        var connection = await(pool.getConnection());
        try {
            var transaction = await(connection.begin());
            T result;
            try {
                // Sent ahead of the first statement of the work, which fails if this one does.
                connection.query(LET_GO).execute().subscribe().with(done -> {}, failure -> {});
                result = work.apply(connection);
            } catch (RuntimeException e) {
                rollBack(e, transaction.rollback());
                throw e;
            }
            await(transaction.commit());
            return result;
        } finally {
            connection.closeAndForget();
        }
    }

    public static RowSet<Row> execute(SqlConnection connection, String sql, Object... values) {
        return await(connection.preparedQuery(sql).execute(Tuple.from(Arrays.asList(values))));
    }

    /** A statement and the values bound to it. */
    record Statement(String sql, Tuple values) {

        static Statement of(String sql, Object... values) {
            return new Statement(sql, Tuple.from(Arrays.asList(values)));
        }
    }

    /**
     * Sends statements of a transaction one behind the other without waiting for the answers, which costs one way to the
     * database and back: they are executed in their order, and after one that fails none is. Throws what the first that
     * fails does.
     */
    static void executeAll(SqlConnection connection, List<Statement> statements) {
        statements.stream()
                .map(statement -> connection
                        .preparedQuery(statement.sql())
                        .execute(statement.values())
                        .subscribeAsCompletionStage())
                .toList()
                .forEach(answer -> await(Uni.createFrom().completionStage(answer)));
    }

    public static RowSet<Row> execute(Pool pool, String sql, Object... values) {
        return await(pool.preparedQuery(sql).execute(Tuple.from(Arrays.asList(values))));
    }

    /** Whether the database refused a value (SQLSTATE classes 22, 23 and 54), as opposed to being away or in trouble. */
    static boolean refusedAValue(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException error && error.getSqlState() != null) {
                return error.getSqlState().startsWith("22")
                        || error.getSqlState().startsWith("23")
                        || error.getSqlState().startsWith("54");
            }
        }
        return false;
    }

    private static void rollBack(RuntimeException failure, Uni<Void> rollback) {
        try {
            await(rollback);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
