package org.compromiso.dashboard.changes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A client of Server-Sent Events, as a browser is one. */
public final class EventStream implements AutoCloseable {

    /** One event; data and type are null in a sign of life. */
    public record Sent(String id, String type, String data) {}

    public final HttpResponse<InputStream> response;
    public final List<Sent> all = new CopyOnWriteArrayList<>();
    public final List<String> comments = new CopyOnWriteArrayList<>();
    private final Consumer<Sent> heard;
    public volatile String lastEventId;
    public volatile boolean over;

    public EventStream(URI address, String lastEventId) throws IOException, InterruptedException {
        this(address, lastEventId, sent -> {});
    }

    /**
     * @param heard told of each event before the next is read
     */
    EventStream(URI address, String lastEventId, Consumer<Sent> heard) throws IOException, InterruptedException {
        this.heard = heard;
        var request = HttpRequest.newBuilder(address);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        var thread = new Thread(this::read, "event stream");
        thread.setDaemon(true);
        thread.start();
    }

    /** Those with data. */
    public List<Sent> events() {
        return all.stream().filter(sent -> sent.data() != null).toList();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = null;
            String type = null;
            String data = null;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (id != null) {
                        var sent = new Sent(id, type, data);
                        all.add(sent);
                        lastEventId = id;
                        heard.accept(sent);
                    }
                    id = null;
                    type = null;
                    data = null;
                } else if (line.startsWith(":")) {
                    comments.add(line);
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    type = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data = (data == null ? "" : data) + line.substring(5).strip();
                }
            }
        } catch (IOException e) {
            // Cut off, by us or by the service.
        } finally {
            over = true;
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            // It was closed already.
        }
    }
}
