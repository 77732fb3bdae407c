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
        daemon(this::serve);
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "refusing-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                daemon(() -> talk(connection));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    int refusals() {
        return refusals.get();
    }

    private void talk(Socket connection) {
        try (connection) {
            var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
            var out = connection.getOutputStream();
            out.write("220 refusing.example.org ESMTP\r\n".getBytes(US_ASCII));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                out.write((answer(line) + "\r\n").getBytes(US_ASCII));
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private String answer(String line) {
        if (line.startsWith("RCPT")) {
            refusals.incrementAndGet();
            return "550 5.1.1 " + line.substring(line.indexOf(':') + 1) + " unknown";
        }
        return line.startsWith("QUIT") ? "221 bye" : "250 fine";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
