package org.compromiso.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A reader of the dashboard's changes, as a browser is one, but for coming back by itself. */
final class EventStream implements AutoCloseable {

    /** One event; its type and data are null if it only says where the stream is. */
    record Sent(String id, String type, String data) {}

    private final HttpResponse<InputStream> response;
    private final Consumer<Sent> receiver;

    /**
     * Returns when the stream has begun.
     *
     * @param lastEventId of the event to go on after; null for from now on
     * @param receiver is given each event as it comes, in a thread of the stream
     */
    EventStream(int port, String lastEventId, Consumer<Sent> receiver) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(Hub.at(port) + "/api/dashboard/changes"));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        this.receiver = receiver;
        response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException("Changes are answered with " + response.statusCode());
        }
        var thread = new Thread(this::read, "event stream");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = null;
            String type = null;
            String data = null;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (id != null) {
                        receiver.accept(new Sent(id, type, data));
                    }
                    id = null;
                    type = null;
                    data = null;
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    type = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data = line.substring(5).strip();
                }
            }
        } catch (IOException e) {
            // Cut off, by us or by the service: what was received counts.
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
