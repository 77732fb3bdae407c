package org.compromiso.dashboard.projection;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.compromiso.dashboard.projection.Positions.Position;

/** Kafka without a group: the offsets are ours, kept beside the rows, and belong to a topic of a certain identity. */
final class TopicReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> topics;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Admin admin;

    TopicReader(Map<String, Object> kafka, List<String> topics, int atOnce) {
        this.topics = topics;
        var config = new HashMap<>(kafka);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, atOnce);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        var forAdmin = new HashMap<>(kafka);
        forAdmin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        forAdmin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        admin = Admin.create(forAdmin);
    }

    /**
     * Goes to where a generation has stopped; partitions it has not read yet begin at their first record.
     *
     * @return the positions of all partitions
     * @throws TopicsReplacedException if Kafka no longer holds what the positions speak of
     */
    Positions seek(Positions stored) {
        var positions = new HashMap<TopicPartition, Position>();
        for (var topic : describe(stored).values()) {
            for (var info : topic.partitions()) {
                var partition = new TopicPartition(topic.name(), info.partition());
                positions.put(
                        partition,
                        stored.next()
                                .getOrDefault(
                                        partition, new Position(topic.topicId().toString(), -1)));
            }
        }
        consumer.assign(positions.keySet());
        var begin = beginnings();
        var end = ends();
        positions.replaceAll(
                (partition, at) -> at.offset() >= 0 ? at : new Position(at.topicId(), begin.get(partition)));
        positions.forEach((partition, at) -> {
            if (at.offset() < begin.get(partition) || at.offset() > end.get(partition)) {
                throw new TopicsReplacedException("%s holds the offsets %d to %d, but was read up to %d"
                        .formatted(partition, begin.get(partition), end.get(partition), at.offset()));
            }
            consumer.seek(partition, at.offset());
        });
        return new Positions(positions);
    }

    ConsumerRecords<String, byte[]> poll(Duration wait) {
        try {
            return consumer.poll(wait);
        } catch (OffsetOutOfRangeException e) {
            throw new TopicsReplacedException("Kafka no longer holds what was read: " + e.getMessage());
        }
    }

    /**
     * Throws unless every topic still is the one that was read. Asked for after records came in and before they are
     * kept: a topic's identity never comes back, so they are of the topic we believe.
     */
    void verify(Positions positions) {
        describe(positions);
    }

    Map<TopicPartition, Long> beginnings() {
        return consumer.beginningOffsets(consumer.assignment());
    }

    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(consumer.assignment());
    }

    private Map<String, TopicDescription> describe(Positions known) {
        var found = new HashMap<String, TopicDescription>();
        admin.describeTopics(topics).topicNameValues().forEach((name, description) -> {
            var asRead = known.next().entrySet().stream()
                    .filter(p -> p.getKey().topic().equals(name))
                    .map(p -> p.getValue().topicId())
                    .findFirst();
            try {
                var topic = description.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                asRead.filter(id -> !id.equals(topic.topicId().toString())).ifPresent(id -> {
                    throw new TopicsReplacedException("%s was made anew: its id is %s, what was read had %s"
                            .formatted(name, topic.topicId(), id));
                });
                found.put(name, topic);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException && asRead.isPresent()) {
                    throw new TopicsReplacedException(name + " is gone");
                }
                throw new KafkaException("No description of " + name, e.getCause());
            } catch (TimeoutException e) {
                throw new KafkaException("No description of " + name, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException(e);
            }
        });
        return found;
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
        admin.close(Duration.ofSeconds(1));
    }
}
