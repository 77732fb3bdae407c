package org.compromiso.platform.outbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.compromiso.platform.testing.KafkaForTests;
import org.compromiso.platform.testing.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the broker acknowledges is on the topic, also when Kafka was wiped under a service that goes on. */
class OutboxProducerTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TOPIC = "compromiso.casework.v1";
    private static final String KEY = "P-2026-000001";

    private final List<String> acknowledged = new ArrayList<>();
    private KafkaForTests kafka;

    @BeforeEach
    void start() {
        kafka = KafkaForTests.embedded();
        kafka.createTopics();
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    /** The first producer of either cluster has the same number, and each of them sends as many records before that. */
    @Test
    void nothing_is_taken_for_a_copy_of_what_another_service_sent_to_a_kafka_that_was_wiped() throws Exception {
        var goesOn = producer("goes-on");
        for (int i = 0; i < 3; i++) {
            send(goesOn, "before " + i);
        }

        kafka.close();
        kafka = KafkaForTests.embeddedAt(kafka.port());
        kafka.createTopics();
        acknowledged.clear();
        var restarted = producer("restarted");
        for (int i = 0; i < 4; i++) {
            send(restarted, "of the other service " + i);
        }
        // As the relay does: what fails is sent again.
        await().atMost(SOON).ignoreException(ExecutionException.class).until(() -> send(goesOn, "after"));
        send(goesOn, "after that");
        send(restarted, "of the other service 4");

        assertEquals(
                acknowledged,
                new Topic(kafka.bootstrapServers(), TOPIC)
                        .of(KEY).stream().map(Topic.Sent::value).toList());
        goesOn.close();
        restarted.close();
    }

    private OutboxProducer producer(String name) {
        return new OutboxProducer(Map.of("bootstrap.servers", kafka.bootstrapServers()), name);
    }

    private boolean send(OutboxProducer producer, String value) throws Exception {
        producer.send(new ProducerRecord<>(TOPIC, KEY, value)).get();
        return acknowledged.add(value);
    }
}
