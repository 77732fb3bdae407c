package org.compromiso.platform.files;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.compromiso.platform.problem.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However large the file and slow the disk, memory holds a little of it. */
class UploadTest {

    private static final int SIZE = 25 * 1024 * 1024;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final SlowDisk disk = new SlowDisk();
    private final CompletableFuture<Long> received = new CompletableFuture<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_sender_is_held_up_while_the_disk_is_behind() throws Exception {
        var sent = new AtomicInteger();
        try (var socket = new Socket("127.0.0.1", serve(SIZE))) {
            var sender = CompletableFuture.runAsync(() -> send(socket, SIZE, sent));
            await().atMost(SOON).until(() -> disk.holds > SlowDisk.QUEUE);
            // Until the network's own buffers are full: nothing more moves.
            var before = new AtomicInteger(-1);
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> before.getAndSet(sent.get()) == sent.get());

            assertFalse(sender.isDone());
            assertTrue(disk.holds < SlowDisk.QUEUE + 512 * 1024, () -> disk.holds + " bytes in memory");

            vertx.runOnContext(now -> disk.catchUp());
            assertEquals(SIZE, received.get(30, TimeUnit.SECONDS));
            assertTrue(disk.most < SlowDisk.QUEUE + 512 * 1024, () -> disk.most + " bytes in memory");
        }
    }

    @Test
    void one_byte_too_many_is_413_and_the_rest_is_not_kept() throws Exception {
        disk.catchUp();
        try (var socket = new Socket("127.0.0.1", serve(1_000_000))) {
            send(socket, 1_000_001, new AtomicInteger());

            var failure = received.handle((size, problem) -> problem).get(30, TimeUnit.SECONDS);
            assertEquals(413, ((Problem) failure).status());
        }
        assertTrue(disk.written <= 1_000_000);
    }

    @Test
    void an_upload_whose_last_write_fails_has_failed() throws Exception {
        disk.catchUp();
        var last = Promise.<Void>promise();
        disk.outcome = last.future();
        try (var socket = new Socket("127.0.0.1", serve(SIZE))) {
            send(socket, 1_000, new AtomicInteger());
            await().atMost(SOON).until(() -> disk.written == 1_000);
            await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> !received.isDone());

            last.fail(new IOException("No space left on device"));

            var failure = received.handle((size, problem) -> problem).get(30, TimeUnit.SECONDS);
            assertEquals("No space left on device", failure.getMessage());
        }
    }

    private int serve(long largest) {
        return vertx.createHttpServer()
                .requestHandler(request -> receive(request, largest))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void receive(HttpServerRequest request, long largest) {
        Upload.receive(vertx, request, disk, largest, SOON)
                .onSuccess(received::complete)
                .onFailure(received::completeExceptionally);
    }

    private static void send(Socket socket, int size, AtomicInteger sent) {
        try {
            var stream = socket.getOutputStream();
            stream.write(("PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + size + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var bytes = new byte[64 * 1024];
            while (sent.get() < size) {
                var now = Math.min(bytes.length, size - sent.get());
                stream.write(bytes, 0, now);
                sent.addAndGet(now);
            }
            stream.flush();
        } catch (IOException cut) {
            // The test ended before.
        }
    }

    /** Takes bytes and keeps them until it is told to catch up. */
    private static final class SlowDisk implements WriteStream<Buffer> {

        static final int QUEUE = 128 * 1024;

        volatile int holds;
        volatile int most;
        volatile long written;
        volatile Future<Void> outcome = Future.succeededFuture();
        private boolean fast;
        private Handler<Void> drained;

        synchronized void catchUp() {
            fast = true;
            written += holds;
            holds = 0;
            if (drained != null) {
                drained.handle(null);
            }
        }

        @Override
        public synchronized Future<Void> write(Buffer bytes) {
            if (fast) {
                written += bytes.length();
            } else {
                holds += bytes.length();
                most = Math.max(most, holds);
            }
            return outcome;
        }

        @Override
        public void write(Buffer bytes, Handler<AsyncResult<Void>> handler) {
            write(bytes).onComplete(handler);
        }

        @Override
        public boolean writeQueueFull() {
            return holds > QUEUE;
        }

        @Override
        public synchronized WriteStream<Buffer> drainHandler(Handler<Void> handler) {
            drained = handler;
            return this;
        }

        @Override
        public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
            return this;
        }

        @Override
        public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
            return this;
        }

        @Override
        public void end(Handler<AsyncResult<Void>> handler) {
            handler.handle(Future.succeededFuture());
        }
    }
}
