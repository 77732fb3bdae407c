package org.compromiso.platform.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that knows nobody, and says so with the address, as real ones do. */
final class RefusingMailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final AtomicInteger refusals = new AtomicInteger();

    /** On the port of another server, which is stopped before. */
    RefusingMailServer(int port, Runnable stopOther) throws IOException {
        stopOther.run();
        socket = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve, "refusing-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var connection = socket.accept()) {
                talk(connection);
            } catch (IOException e) {
                // The client has gone, or the test is over: the next one is waited for, if any.
            }
        }
    }

    int refusals() {
        return refusals.get();
    }

    private void talk(Socket connection) throws IOException {
        var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
        var out = connection.getOutputStream();
        out.write("220 refusing.example.org ESMTP\r\n".getBytes(US_ASCII));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var answer = line.startsWith("RCPT")
                    ? "550 5.1.1 " + line.substring(line.indexOf(':') + 1) + " unknown"
                    : line.startsWith("QUIT") ? "221 bye" : "250 fine";
            if (answer.startsWith("550")) {
                refusals.incrementAndGet();
            }
            out.write((answer + "\r\n").getBytes(US_ASCII));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
