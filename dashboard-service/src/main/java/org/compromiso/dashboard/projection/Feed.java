package org.compromiso.dashboard.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.compromiso.dashboard.projection.ReadModels.Entry;

/**
 * The stream of events into one generation. Records, what they change and the positions after them are one transaction;
 * a transaction that finds other positions than it left behind has been overtaken and throws {@link FencedException}.
 */
public final class Feed implements AutoCloseable {

    private final int generation;
    private final boolean live;
    private final Consumer<SqlConnection> lock;
    private final Pool pool;
    private final Tables tables;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final Batches batches;
    private Positions positions;
    private long before;

    Feed(int generation, boolean live, Consumer<SqlConnection> lock, Feeds parts, Batches batches) {
        this.generation = generation;
        this.live = live;
        this.lock = lock;
        this.pool = parts.pool;
        this.tables = parts.tables;
        this.deadLetters = parts.deadLetters;
        this.meters = parts.meters;
        this.batches = batches;
    }

    /** Starts from the tables. */
    void open() {
        var stored = tables.positions(generation);
        var found = batches.seek(stored);
        if (!found.equals(stored)) {
            Sql.transaction(pool, connection -> {
                lockAndCompare(connection, stored);
                tables.save(connection, generation, found);
                return null;
            });
        }
        positions = found;
        before = sum(batches.beginnings());
    }

    /** Reads what came in, waiting a little, and writes it; returns how many records that were. */
    public int advance(Duration wait) {
        var entries = batches.next(wait);
        sendDeadLetters(entries, this::passedByReaders);
        write(entries);
        return entries.size();
    }

    /** The same within a transaction of the caller, who has locked what there is to lock and compared. */
    public void advance(SqlConnection connection, Duration wait) {
        var entries = batches.next(wait);
        sendDeadLetters(entries, () -> tables.livePositions(connection));
        positions = apply(connection, entries);
    }

    /** Throws if another has advanced the generation. The caller has locked what there is to lock, so nobody will. */
    public void compare(SqlConnection connection) {
        compare(connection, positions);
    }

    /** Whether everything is read that another generation has read of the same topics. */
    public boolean reaches(SqlConnection connection, int other) {
        return positions.reach(tables.positions(connection, other));
    }

    /** How far it is, by the first offsets of the topics as they were when it was opened, and the last as they are now. */
    public Progress progress() {
        return new Progress(eventsDone(), sum(batches.ends()) - before);
    }

    /** How many records of the topics were read; Kafka is not asked. */
    public long eventsDone() {
        return positions.total() - before;
    }

    /**
     * How many records of the topics were read.
     *
     * @param total how many there are
     */
    public record Progress(long done, long total) {

        public long left() {
            return total - done;
        }
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private void write(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            positions = Sql.transaction(pool, connection -> {
                lockAndCompare(connection, positions);
                return apply(connection, entries);
            });
        } catch (RuntimeException e) {
            if (!Sql.refusedAValue(e)) {
                throw e;
            }
            isolate(entries, e);
        }
    }

    /** One of them holds a value that the database refuses: each alone, and the one that is refused is poison. */
    private void isolate(List<Entry> entries, RuntimeException refusal) {
        if (entries.size() > 1) {
            entries.forEach(entry -> write(List.of(entry)));
            return;
        }
        var entry = entries.get(0);
        if (entry.fact().isEmpty()) {
            throw refusal;
        }
        var poisoned = entry.poisonedBy(refusal);
        sendDeadLetters(List.of(poisoned), this::passedByReaders);
        write(List.of(poisoned));
    }

    /**
     * Before the positions move on. A rebuild sends those that the live generation has not passed, which may never read
     * them itself: some may be sent by both, none by neither.
     *
     * @param passed where the live generation is
     */
    private void sendDeadLetters(List<Entry> entries, Supplier<Positions> passed) {
        var poisoned = entries.stream().filter(entry -> entry.poison() != null).toList();
        if (poisoned.isEmpty()) {
            return;
        }
        var before = live ? Positions.NONE : passed.get();
        var dead = poisoned.stream()
                .filter(entry -> !before.passed(partition(entry), place(entry)))
                .toList();
        dead.forEach(entry -> deadLetters.send(entry.record(), entry.poison()));
        count("dead", dead.size());
        count("skipped", poisoned.size() - dead.size());
    }

    private Positions passedByReaders() {
        return Sql.transaction(pool, tables::livePositions);
    }

    private Positions.Position place(Entry entry) {
        var topicId = positions.next().get(partition(entry)).topicId();
        return new Positions.Position(topicId, entry.record().offset());
    }

    private static TopicPartition partition(Entry entry) {
        return new TopicPartition(entry.record().topic(), entry.record().partition());
    }

    private Positions apply(SqlConnection connection, List<Entry> entries) {
        var facts = entries.stream().flatMap(entry -> entry.fact().stream()).toList();
        Map<TopicPartition, Long> next = new HashMap<>();
        entries.forEach(entry -> next.merge(partition(entry), entry.record().offset() + 1, Math::max));
        var moved = positions.movedTo(next);
        var fresh = tables.apply(connection, generation, live, facts, moved);
        count(entries, facts.size(), fresh);
        return moved;
    }

    private void lockAndCompare(SqlConnection connection, Positions expected) {
        lock.accept(connection);
        compare(connection, expected);
    }

    private void compare(SqlConnection connection, Positions expected) {
        if (!tables.positions(connection, generation).equals(expected)) {
            throw new FencedException("Generation %d was advanced by another".formatted(generation));
        }
    }

    private void count(List<Entry> entries, int facts, int fresh) {
        var dead =
                (int) entries.stream().filter(entry -> entry.poison() != null).count();
        count("applied", fresh);
        count("duplicate", facts - fresh);
        count("ignored", entries.size() - facts - dead);
    }

    private void count(String outcome, int times) {
        if (times > 0) {
            meters.counter("compromiso.projection.events", "outcome", outcome, "generation", live ? "live" : "rebuild")
                    .increment(times);
        }
    }

    @Override
    public void close() {
        batches.close();
    }
}
