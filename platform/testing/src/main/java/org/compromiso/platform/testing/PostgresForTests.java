package org.compromiso.platform.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL of its own for a test run, durable as in production: fsync and synchronous_commit are on.
 *
 * @param jdbcUrl for Flyway and for looking at rows
 * @param reactiveUrl for the services
 */
public record PostgresForTests(String jdbcUrl, String reactiveUrl, String user, String password, Runnable stop)
        implements AutoCloseable {

    public static PostgresForTests embedded() {
        try {
            var server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            return new PostgresForTests(
                    server.getJdbcUrl("postgres", "postgres"),
                    "postgresql://127.0.0.1:" + server.getPort() + "/postgres",
                    "postgres",
                    "postgres",
                    () -> {
                        try {
                            server.close();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static PostgresForTests container() {
        var server = new PostgreSQLContainer("postgres:18");
        server.start();
        return new PostgresForTests(
                server.getJdbcUrl(),
                "postgresql://%s:%d/%s"
                        .formatted(server.getHost(), server.getFirstMappedPort(), server.getDatabaseName()),
                server.getUsername(),
                server.getPassword(),
                server::stop);
    }

    @Override
    public void close() {
        stop.run();
    }
}
