package org.compromiso.dashboard.streams;

import static org.compromiso.dashboard.fixtures.Rows.patiently;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.compromiso.dashboard.changes.EventStream;
import org.compromiso.dashboard.fixtures.NaivePledges;

/**
 * A reader who keeps a copy of the lists by following the changes, and loses the connection again and again: what is told
 * takes the place of what was there, and after a reset the lists are read anew.
 */
final class Follower {

    private static final int LONGEST = 40;
    private static final int PAGE = 100;

    /** Those with data, in the order they came. */
    final List<EventStream.Sent> told = new CopyOnWriteArrayList<>();

    final Map<String, JsonNode> copy = new ConcurrentHashMap<>();
    final long begin;

    private final URI changes;
    private final Api api;
    private final Random random;
    private final Thread thread = new Thread(this::follow, "follower");
    private volatile boolean stopped;
    private volatile int connections;
    private volatile String last;

    /** Returns when it knows where it begins. */
    Follower(URI changes, Api api, long seed) {
        this.changes = changes;
        this.api = api;
        random = new Random(seed);
        // A service that has just started takes no readers yet.
        last = patiently().until(this::newest, Objects::nonNull);
        begin = Long.parseLong(last);
        readAnew();
        thread.setDaemon(true);
        thread.start();
    }

    private String newest() throws IOException, InterruptedException {
        try (var stream = new EventStream(changes, null)) {
            patiently().until(() -> stream.over || stream.lastEventId != null);
            return stream.lastEventId;
        }
    }

    /** The number of the last change that it knows of. */
    long last() {
        return Long.parseLong(last);
    }

    /** How often it has connected. */
    int connections() {
        return connections;
    }

    private void follow() {
        while (!stopped) {
            try {
                someMore().forEach(this::take);
            } catch (IOException away) {
                // It comes back.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** What comes over one connection until it is cut; what comes later is told again. */
    private List<EventStream.Sent> someMore() throws IOException, InterruptedException {
        var stream = new EventStream(changes, last);
        try (stream) {
            connections++;
            var enough = 1 + random.nextInt(LONGEST);
            patiently().until(() -> stopped || stream.over || stream.all.size() >= enough);
        }
        patiently().until(() -> stream.over);
        return stream.all;
    }

    private void take(EventStream.Sent sent) {
        last = sent.id();
        if (sent.data() == null) {
            return;
        }
        told.add(sent);
        if (sent.type().equals("reset")) {
            readAnew();
            return;
        }
        var item = NaivePledges.json(sent.data());
        var reference = item.get("reference").asText();
        if (item.path("state").asText().equals("archived")) {
            copy.remove(reference);
        } else {
            copy.put(reference, item);
        }
    }

    private void readAnew() {
        // The database may be away for a moment.
        patiently().untilAsserted(() -> {
            var now = new HashMap<String, JsonNode>();
            var items = new ArrayList<>(api.all("/pledges", StreamedService.WHATEVER_REGISTRATION, PAGE));
            items.addAll(api.all("/practices", Map.of(), PAGE));
            items.forEach(item -> now.put(item.get("reference").asText(), item));
            copy.clear();
            copy.putAll(now);
        });
    }

    /** Returns when it has left. */
    void leave() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
