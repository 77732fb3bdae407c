package org.compromiso.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the services have written for Kafka since a moment, all of it: acknowledged to somebody or not. */
final class Outboxes {

    private static final List<String> DATABASES = List.of("pledge", "practice", "review");

    private record Written(String id, String topic, String key, boolean sent) {}

    /** The last position of each outbox at that moment. */
    private final Map<String, Long> last = new HashMap<>();

    private Outboxes() {}

    static Outboxes fromNowOn() throws SQLException, IOException {
        var outboxes = new Outboxes();
        for (var database : DATABASES) {
            try (var connection = RunningSystem.database(database);
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select coalesce(max(position), 0) from outbox")) {
                rows.next();
                outboxes.last.put(database, rows.getLong(1));
            }
        }
        return outboxes;
    }

    /** True if the broker has acknowledged everything that was written since. */
    boolean areSent() throws SQLException, IOException {
        return written().stream().allMatch(Written::sent);
    }

    /**
     * On the topics stands what was written and nothing else: no event is missing, none is from a transaction that was
     * taken back, each step of a subject is told by one event, and what came twice is the same to the last byte.
     *
     * @return how many events there are, and how many copies of them
     */
    String assertToldOnce() throws SQLException, IOException {
        var written = written();
        var keys = written.stream().map(Written::key).collect(Collectors.toSet());
        var copies = 0;
        for (var topic : Topics.ALL) {
            var told = new TreeMap<String, ConsumerRecord<String, String>>();
            var steps = new HashMap<String, String>();
            for (var record : Topics.all(topic)) {
                if (!keys.contains(record.key())) {
                    continue;
                }
                var id = Topics.header(record, "ce_id");
                var first = told.putIfAbsent(id, record);
                if (first != null) {
                    copies++;
                    assertEquals(first.key(), record.key(), id);
                    assertEquals(first.partition(), record.partition(), id);
                    assertEquals(first.headers(), record.headers(), id);
                    assertEquals(first.value(), record.value(), id);
                } else {
                    var step = Topics.header(record, "ce_subject") + " " + Topics.header(record, "ce_sequence");
                    assertNull(steps.put(step, id), () -> step + " on " + topic + " is told by two events");
                }
            }
            assertEquals(
                    written.stream()
                            .filter(event -> event.topic().equals(topic))
                            .map(Written::id)
                            .sorted()
                            .toList(),
                    List.copyOf(told.keySet()),
                    topic);
        }
        return "%d events, %d copies".formatted(written.size(), copies);
    }

    /** All events of every key that has one since. */
    private List<Written> written() throws SQLException, IOException {
        var written = new ArrayList<Written>();
        for (var database : DATABASES) {
            try (var connection = RunningSystem.database(database);
                    var query = connection.prepareStatement("select id, topic, key, sent_at is not null from outbox"
                            + " where key in (select key from outbox where position > ?)")) {
                query.setLong(1, last.get(database));
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        written.add(new Written(
                                rows.getString(1), rows.getString(2), rows.getString(3), rows.getBoolean(4)));
                    }
                }
            }
        }
        return written;
    }
}
