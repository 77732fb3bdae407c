package org.compromiso.platform.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The dead-letter topics of this service, read without a group. For threads that may block. */
@ApplicationScoped
class DeadLetters {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;
    private final String service;

    DeadLetters(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.kafka = kafka;
        this.service = service;
    }

    /**
     * A message that could not be applied. Its content is not shown: it may hold what not everyone may read.
     *
     * @param topic the dead-letter topic
     * @param cause what was wrong, without the message's content
     */
    record DeadLetter(
            String topic,
            int partition,
            long offset,
            Instant at,
            String key,
            String type,
            String id,
            String cause,
            boolean redriven) {}

    String topicFor(String topic) {
        return topic + "." + service + ".dlq";
    }

    /** The newest dead letters of a topic, newest last; {@code redriven} is filled in by the caller. */
    List<DeadLetter> newest(String topic, int limit) {
        var letters = new ArrayList<DeadLetter>();
        try (var consumer = consumer()) {
            var partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            var ends = consumer.endOffsets(partitions);
            var begins = consumer.beginningOffsets(partitions);
            for (var partition : partitions) {
                consumer.seek(partition, Math.max(begins.get(partition), ends.get(partition) - limit));
            }
            var giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))
                    && System.nanoTime() < giveUp) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    letters.add(letter(record));
                }
            }
        }
        return newest(letters, limit);
    }

    /** By their time, because partitions are read in any order. */
    static List<DeadLetter> newest(List<DeadLetter> letters, int limit) {
        return letters.stream()
                .sorted(Comparator.comparing(DeadLetter::at)
                        .thenComparing(DeadLetter::partition)
                        .thenComparing(DeadLetter::offset))
                .skip(Math.max(0, letters.size() - limit))
                .toList();
    }

    /** One dead letter as it came. */
    Optional<ConsumerRecord<String, byte[]>> at(String topic, int partition, long offset) {
        try (var consumer = consumer()) {
            var place = new TopicPartition(topic, partition);
            if (!partitions(consumer, topic).contains(place)) {
                return Optional.empty();
            }
            consumer.assign(Set.of(place));
            if (offset < consumer.beginningOffsets(Set.of(place)).get(place)
                    || offset >= consumer.endOffsets(Set.of(place)).get(place)) {
                return Optional.empty();
            }
            consumer.seek(place, offset);
            var giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < giveUp) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    return record.offset() == offset ? Optional.of(record) : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        var infos = consumer.listTopics(PATIENCE).getOrDefault(topic, List.of());
        return infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private KafkaConsumer<String, byte[]> consumer() {
        var config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static DeadLetter letter(ConsumerRecord<String, byte[]> record) {
        return new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                header(record, "ce_type"),
                header(record, "ce_id"),
                header(record, "dead-letter-reason"),
                false);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
