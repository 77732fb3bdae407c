package org.compromiso.platform.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import jakarta.persistence.OptimisticLockException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.hibernate.HibernateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures pass when one waits. */
class ServerAwayTest {

    @ParameterizedTest
    @CsvSource({
        "08006, true, connection failure",
        "25006, true, read-only: not the primary",
        "25P03, true, idle for too long in a transaction",
        "40001, true, lost against another transaction",
        "40P01, true, deadlock",
        "53300, true, too many connections",
        "55000, true, takes no connections",
        "55P03, true, a lock was not to be had",
        "57P01, true, ended by an administrator",
        "57P03, true, starting up",
        "58030, true, disk",
        "21000, false, two rows where one was meant",
        "22001, false, a text that is too long",
        "22P05, false, U+0000",
        "23502, false, nothing where something must be",
        "23505, false, unique",
        "42703, false, no such column: our own mistake",
        "54000, false, a value that is too large for an index",
        "P0001, false, refused by a rule in the database"
    })
    void what_the_database_says_decides(String state, boolean away, String meaning) {
        assertEquals(away, ServerAway.isCauseOf(new PgException(meaning, "FATAL", state, null)));
        assertEquals(
                away,
                ServerAway.isCauseOf(new HibernateException(meaning, new SQLException("as Hibernate says it", state))));
    }

    @Test
    void nobody_at_the_port_is_a_server_that_is_away() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var vertx = Vertx.vertx();
        try {
            var pool = PgBuilder.pool()
                    .connectingTo(new PgConnectOptions().setHost("127.0.0.1").setPort(port))
                    .using(vertx)
                    .build();

            var refused = assertThrows(
                    ExecutionException.class,
                    () -> pool.getConnection()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get());
            assertTrue(ServerAway.isCauseOf(refused), refused.toString());

            pool.close().toCompletionStage().toCompletableFuture().get();
            var closed = assertThrows(
                    ExecutionException.class,
                    () -> pool.getConnection()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get());
            assertTrue(ServerAway.isCauseOf(closed), closed.toString());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    @Test
    void who_does_not_answer_in_time_is_away() {
        var late = assertThrows(
                RuntimeException.class, () -> Uni.createFrom().nothing().await().atMost(Duration.ofMillis(1)));

        assertTrue(ServerAway.isCauseOf(late), late.toString());
    }

    @Test
    void what_comes_again_however_long_one_waits_is_no_server_s_fault() {
        var notJson = assertThrows(Exception.class, () -> new ObjectMapper().readTree("{"));

        assertFalse(ServerAway.isCauseOf(notJson));
        assertFalse(ServerAway.isCauseOf(new NoSuchFileException("evidence")));
        assertFalse(ServerAway.isCauseOf(new OptimisticLockException()));
        assertFalse(ServerAway.isCauseOf(new NullPointerException()));
        assertFalse(ServerAway.isCauseOf(new IllegalStateException("P-2026-000001 is rejected")));
    }
}
