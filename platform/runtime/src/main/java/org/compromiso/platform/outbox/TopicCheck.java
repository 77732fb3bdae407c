package org.compromiso.platform.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses to go on from a database that is behind its topics (restored from an old backup): the newest event of ours in
 * every partition must be known to the outbox, or its sequence number would be given twice. Others write on the casework
 * topic too, so it is looked for from the end back, however far that is; as long as that cannot be read, nothing is sent.
 */
@ApplicationScoped
class TopicCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Records to look back at first; twice as many each time that none of them is ours. */
    private static final int LOOK_BACK = 1_000;

    /** Casework rows are tidied away after 90 days, and a quiet topic may hold its last record for longer. */
    private static final Duration CASEWORK_REMEMBERED = Duration.ofDays(80);

    private final Pool pool;
    private final Map<String, Object> kafka;
    private final String source;
    private final Optional<List<String>> topics;
    private final String caseworkTopic;
    private final Duration patience;

    @Inject
    TopicCheck(
            Pool pool,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String source,
            @ConfigProperty(name = "compromiso.outbox.topics") Optional<List<String>> topics,
            @ConfigProperty(name = "compromiso.casework.topic") String caseworkTopic) {
        this(pool, kafka, source, topics, caseworkTopic, PATIENCE);
    }

    /** The patience is with a broker that gives nothing: while records come, they are read. */
    TopicCheck(
            Pool pool,
            Map<String, Object> kafka,
            String source,
            Optional<List<String>> topics,
            String caseworkTopic,
            Duration patience) {
        this.pool = pool;
        this.kafka = kafka;
        this.source = source;
        this.topics = topics;
        this.caseworkTopic = caseworkTopic;
        this.patience = patience;
    }

    /** Null when the database knows what it has sent. */
    String reasonNotToSend() {
        var config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            for (var topic : topics.orElse(List.of())) {
                var partitions = consumer.partitionsFor(topic, PATIENCE);
                if (partitions == null || partitions.isEmpty()) {
                    return notChecked(topic + " is not there");
                }
                for (var info : partitions) {
                    var newest = newestOfOurs(consumer, new TopicPartition(topic, info.partition()));
                    if (newest.isPresent() && !known(newest.get())) {
                        return "the newest event of %s in %s-%d (offset %d) is not in the outbox: the database is older"
                                        .formatted(
                                                source,
                                                topic,
                                                info.partition(),
                                                newest.get().offset())
                                + " than the topic. Restore a newer backup, or see docs/operations.md";
                    }
                }
            }
        } catch (KafkaException e) {
            return notChecked(e.getMessage());
        }
        return null;
    }

    private static String notChecked(String why) {
        return "whether the database is older than its topics is not checked yet, and is tried again: " + why;
    }

    private Optional<ConsumerRecord<String, String>> newestOfOurs(
            KafkaConsumer<String, String> consumer, TopicPartition partition) {
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        var begin = begin(consumer, partition, end);
        for (long stretch = LOOK_BACK; end > begin; stretch *= 2) {
            var from = Math.max(begin, end - stretch);
            var newest = newestBetween(consumer, partition, from, end);
            if (newest.isPresent()) {
                return newest;
            }
            end = from;
        }
        return Optional.empty();
    }

    /** Where the events begin that the outbox must still know: partner events are never removed from it. */
    private long begin(KafkaConsumer<String, String> consumer, TopicPartition partition, long end) {
        if (!partition.topic().equals(caseworkTopic)) {
            return consumer.beginningOffsets(List.of(partition)).get(partition);
        }
        var remembered = System.currentTimeMillis() - CASEWORK_REMEMBERED.toMillis();
        var first = consumer.offsetsForTimes(Map.of(partition, remembered)).get(partition);
        return first == null ? end : first.offset();
    }

    private Optional<ConsumerRecord<String, String>> newestBetween(
            KafkaConsumer<String, String> consumer, TopicPartition partition, long from, long end) {
        consumer.seek(partition, from);
        ConsumerRecord<String, String> newest = null;
        var at = from;
        var heard = System.nanoTime();
        while (at < end) {
            if (System.nanoTime() - heard > patience.toNanos()) {
                throw new TimeoutException("%s could be read to offset %d only, of %d".formatted(partition, at, end));
            }
            for (var record : consumer.poll(Duration.ofMillis(200))) {
                if (record.offset() < end && ("/" + source).equals(header(record, "ce_source"))) {
                    newest = record;
                }
            }
            if (consumer.position(partition) > at) {
                at = consumer.position(partition);
                heard = System.nanoTime();
            }
        }
        return Optional.ofNullable(newest);
    }

    private boolean known(ConsumerRecord<String, String> record) {
        return pool.preparedQuery("select 1 from outbox where id = $1")
                        .execute(Tuple.of(UUID.fromString(header(record, "ce_id"))))
                        .await()
                        .atMost(PATIENCE)
                        .size()
                == 1;
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
