package org.compromiso.dashboard.projection;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a generation goes on reading.
 *
 * @param next by partition
 */
record Positions(Map<TopicPartition, Position> next) {

    static final Positions NONE = new Positions(Map.of());

    /**
     * @param topicId identity of the topic that the offset belongs to
     * @param offset of the next record to read
     */
    record Position(String topicId, long offset) {}

    Positions {
        next = Map.copyOf(next);
    }

    /** These, moved on where the others say so. */
    Positions movedTo(Map<TopicPartition, Long> offsets) {
        var moved = new HashMap<>(next);
        offsets.forEach((partition, offset) ->
                moved.computeIfPresent(partition, (p, at) -> new Position(at.topicId(), offset)));
        return new Positions(moved);
    }

    /** Whether everything is read that the others have read of the same topics. */
    boolean reach(Positions others) {
        return others.next.entrySet().stream().allMatch(other -> {
            var mine = next.get(other.getKey());
            return mine == null
                    || !mine.topicId().equals(other.getValue().topicId())
                    || mine.offset() >= other.getValue().offset();
        });
    }

    /** Whether a record of a topic of that identity lies before them. */
    boolean passed(TopicPartition partition, Position record) {
        var mine = next.get(partition);
        return mine != null && mine.topicId().equals(record.topicId()) && mine.offset() > record.offset();
    }

    /** How many records lie before them. */
    long total() {
        return next.values().stream().mapToLong(Position::offset).sum();
    }
}
