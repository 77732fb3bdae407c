package org.compromiso.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The generator of load measures what users would have felt. */
class OpenLoopTest {

    private static final int RATE = 100;
    private static final Duration STALL = Duration.ofSeconds(1);

    /** 100 of the 300 were meant to be sent while it stood still; a closed loop would have counted one. */
    @Test
    void a_handler_that_stalls_for_a_second_is_seen_by_all_who_were_to_be_answered_in_it() throws Exception {
        var asked = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (asked.incrementAndGet() == RATE) {
                standStill();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            var http = HttpClient.newHttpClient();
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                    .build();

            var micros = new OpenLoop(RATE)
                    .send(Duration.ofSeconds(3), n -> http.sendAsync(request, HttpResponse.BodyHandlers.discarding()));

            assertEquals(300, micros.getTotalCount());
            assertTrue(micros.getValueAtPercentile(99) > 900_000, () -> micros.getValueAtPercentile(99) + " µs");
            var waited = micros.getCountBetweenValues(100_000, micros.getMaxValue());
            assertTrue(waited >= 80, () -> waited + " waited for more than 0.1 s");
            assertTrue(micros.getMinValue() < 100_000, () -> micros.getMinValue() + " µs");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void what_fails_is_no_figure() {
        assertThrows(
                ExecutionException.class,
                () -> new OpenLoop(RATE)
                        .send(3, n -> CompletableFuture.failedFuture(new IllegalStateException("refused"))));
    }

    private static void standStill() {
        var until = System.nanoTime() + STALL.toNanos();
        for (var left = STALL.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
