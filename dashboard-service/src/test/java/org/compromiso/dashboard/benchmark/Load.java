package org.compromiso.dashboard.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Requests as fast as they are answered, over a few connections that stay open. It does as little as it can itself, since
 * it shares the machine with what it measures.
 */
record Load(int port, int connections) {

    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] CONTENT_LENGTH = "\r\ncontent-length: ".getBytes(US_ASCII);

    /**
     * Asks for a while.
     *
     * @param request the n-th request of a connection
     * @return answers per second
     */
    double during(long millis, int status, IntFunction<byte[]> request) {
        var pool = Executors.newFixedThreadPool(connections);
        try {
            var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            var asking = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < connections; i++) {
                var offset = i * 1_000_000;
                asking.add(() -> ask(until, status, n -> request.apply(offset + n)));
            }
            var begin = System.nanoTime();
            var answered = 0L;
            for (var each : pool.invokeAll(asking)) {
                answered += each.get();
            }
            return answered * 1e9 / (System.nanoTime() - begin);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    static byte[] get(String path, String headers) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n").getBytes(US_ASCII);
    }

    private int ask(long until, int status, IntFunction<byte[]> request) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            var in = socket.getInputStream();
            var out = socket.getOutputStream();
            var buffer = new byte[1 << 16];
            var answered = 0;
            while (System.nanoTime() < until) {
                out.write(request.apply(answered));
                read(in, buffer, status);
                answered++;
            }
            return answered;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One whole answer; throws if it has another status. Looks at bytes only: what it costs, nobody else gets. */
    private static void read(InputStream in, byte[] buffer, int status) throws IOException {
        var length = 0;
        var end = -1;
        while (end < 0) {
            var from = Math.max(0, length - HEAD_END.length);
            length += more(in.read(buffer, length, buffer.length - length));
            end = indexOf(HEAD_END, buffer, from, length);
        }
        if (number(buffer, "HTTP/1.1 ".length()) != status) {
            throw new IllegalStateException(new String(buffer, 0, length, US_ASCII));
        }
        var at = status == 304 ? -1 : indexOf(CONTENT_LENGTH, buffer, 0, end);
        var body = at < 0 ? 0 : number(buffer, at + CONTENT_LENGTH.length);
        var left = end + HEAD_END.length + body - length;
        while (left > 0) {
            left -= more(in.read(buffer, 0, Math.min(left, buffer.length)));
        }
    }

    /** Whatever the case of letters. */
    private static int indexOf(byte[] wanted, byte[] in, int from, int to) {
        for (int i = from; i <= to - wanted.length; i++) {
            var k = 0;
            while (k < wanted.length && (in[i + k] | 0x20) == (wanted[k] | 0x20)) {
                k++;
            }
            if (k == wanted.length) {
                return i;
            }
        }
        return -1;
    }

    private static int number(byte[] in, int from) {
        var number = 0;
        for (int i = from; in[i] >= '0' && in[i] <= '9'; i++) {
            number = number * 10 + in[i] - '0';
        }
        return number;
    }

    private static int more(int read) {
        if (read < 0) {
            throw new IllegalStateException("The connection was closed");
        }
        return read;
    }
}
