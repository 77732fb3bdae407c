package org.compromiso.platform.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses to go on from a database that is behind its topics (restored from an old backup): the newest events of ours
 * in every partition must be known to the outbox, or their sequence numbers would be given twice.
 */
@ApplicationScoped
class TopicCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LOOK_BACK = 50;

    /** Casework rows are tidied away after 90 days, and a quiet topic may hold its last record for longer. */
    private static final Duration REMEMBERED = Duration.ofDays(80);

    private final Pool pool;
    private final Map<String, Object> kafka;
    private final String source;
    private final Optional<List<String>> topics;

    TopicCheck(
            Pool pool,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String source,
            @ConfigProperty(name = "compromiso.outbox.topics") Optional<List<String>> topics) {
        this.pool = pool;
        this.kafka = kafka;
        this.source = source;
        this.topics = topics;
    }

    /** Null when the database knows what it has sent. */
    String reasonNotToSend() {
        var config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            for (var topic : topics.orElse(List.of())) {
                for (var info : consumer.partitionsFor(topic, PATIENCE)) {
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
        }
        return null;
    }

    private Optional<ConsumerRecord<String, String>> newestOfOurs(
            KafkaConsumer<String, String> consumer, TopicPartition partition) {
        consumer.assign(List.of(partition));
        var end = consumer.endOffsets(List.of(partition)).get(partition);
        var begin = consumer.beginningOffsets(List.of(partition)).get(partition);
        ConsumerRecord<String, String> newest = null;
        var oldest = System.currentTimeMillis() - REMEMBERED.toMillis();
        consumer.seek(partition, Math.max(begin, end - LOOK_BACK));
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) < end && System.nanoTime() < giveUp) {
            for (var record : consumer.poll(Duration.ofMillis(200))) {
                if (record.timestamp() > oldest && ("/" + source).equals(header(record, "ce_source"))) {
                    newest = record;
                }
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
