package org.compromiso.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What is on the topics, as the services see them. */
final class Topics {

    static final String PLEDGES = "compromiso.pledges.v1";
    static final String PRACTICES = "compromiso.practices.v1";
    static final String REVIEWS = "compromiso.reviews.v1";
    static final String CASEWORK = "compromiso.casework.v1";

    /** Those that services tell their changes on. */
    static final List<String> ALL = List.of(PLEDGES, PRACTICES, REVIEWS, CASEWORK);

    private Topics() {}

    /** Everything on a topic now, in the order of each partition. */
    static List<ConsumerRecord<String, String>> all(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", "127.0.0.1:" + RunningSystem.PORTS.kafka()),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, String>>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value());
    }
}
