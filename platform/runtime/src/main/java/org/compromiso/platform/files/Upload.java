package org.compromiso.platform.files;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;
import org.compromiso.platform.problem.Problem;

/**
 * The body of a request on its way to a file. The sender is held up while the file is behind, so that memory holds no
 * more than the file's queue; it is cut off when it sends too much, or nothing for too long.
 */
final class Upload {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final WriteStream<Buffer> file;
    private final long largest;
    private final Promise<Long> done = Promise.promise();
    private long received;
    private int writing;
    private boolean ended;
    private long receivedBefore;

    private Upload(Vertx vertx, HttpServerRequest request, WriteStream<Buffer> file, long largest) {
        this.vertx = vertx;
        this.request = request;
        this.file = file;
        this.largest = largest;
    }

    /**
     * Reads the whole body.
     *
     * @param largest bytes; one more is a 413 problem
     * @param patience without a byte for that long (to twice of it), the upload is given up
     * @return how many bytes came, when all of them are written; a write that fails fails the upload
     */
    static Future<Long> receive(
            Vertx vertx, HttpServerRequest request, WriteStream<Buffer> file, long largest, Duration patience) {
        return new Upload(vertx, request, file, largest).start(patience);
    }

    private Future<Long> start(Duration patience) {
        var watch = vertx.setPeriodic(patience.toMillis(), timer -> watch());
        request.exceptionHandler(gone -> done.tryFail(Problem.of(400, "upload-broken-off")));
        request.endHandler(end -> {
            ended = true;
            completeWhenWritten();
        });
        request.handler(this::receive);
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.resume();
        return done.future().onComplete(over -> vertx.cancelTimer(watch));
    }

    private void receive(Buffer bytes) {
        if (done.future().isComplete()) {
            return;
        }
        received += bytes.length();
        if (received > largest) {
            done.tryFail(Problem.tooLarge(largest));
            return;
        }
        writing++;
        file.write(bytes).onFailure(done::tryFail).onSuccess(written -> {
            writing--;
            completeWhenWritten();
        });
        if (file.writeQueueFull()) {
            request.pause();
            file.drainHandler(written -> request.resume());
        }
    }

    private void completeWhenWritten() {
        if (ended && writing == 0) {
            done.tryComplete(received);
        }
    }

    private void watch() {
        // Who is held up by the file is not to blame.
        if (received == receivedBefore && !ended && !file.writeQueueFull()) {
            done.tryFail(Problem.of(408, "upload-stalled").header("Connection", "close"));
        }
        receivedBefore = received;
    }
}
