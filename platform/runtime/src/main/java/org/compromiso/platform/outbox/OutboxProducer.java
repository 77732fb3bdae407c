package org.compromiso.platform.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Kafka's idempotent producer, for one cluster. The number by which brokers tell copies from news is given by the
 * cluster: when Kafka was wiped, the new one gives the same numbers to others, takes our news for copies of theirs (and
 * theirs for ours), acknowledges them and drops them. So this producer ends itself as soon as it sees another cluster than
 * its first, before anything is sent there; what was on its way fails. The next one has a number of the new cluster.
 */
final class OutboxProducer {

    private static final Logger LOG = Logger.getLogger(OutboxProducer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Object> config;
    private KafkaProducer<String, String> producer;
    private volatile OneCluster seen;

    OutboxProducer(Map<String, Object> kafka, String clientId) {
        config = new HashMap<>(kafka);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    }

    /** For one thread. */
    Future<RecordMetadata> send(ProducerRecord<String, String> record) {
        if (producer != null && seen.left) {
            close();
        }
        if (producer == null) {
            seen = new OneCluster();
            producer = new KafkaProducer<>(config, seen, new StringSerializer());
            seen.producer = producer;
        }
        try {
            return producer.send(record);
        } catch (KafkaException | IllegalStateException e) {
            if (!seen.left) {
                throw e;
            }
            // It ended itself while this one was handed over.
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The next record is sent by a new one. */
    void close() {
        if (producer != null) {
            producer.close(PATIENCE);
            producer = null;
        }
    }

    /** Is told of each look at the cluster in the thread that sends, before it sends; Kafka tells serialisers of it. */
    private static final class OneCluster extends StringSerializer implements ClusterResourceListener {

        private volatile KafkaProducer<String, String> producer;
        private volatile boolean left;
        private String cluster;

        @Override
        public void onUpdate(ClusterResource resource) {
            if (cluster == null) {
                cluster = resource.clusterId();
            } else if (!cluster.equals(resource.clusterId())) {
                LOG.warnf("Kafka is another cluster now: %s, not %s", resource.clusterId(), cluster);
                left = true;
                if (producer != null) {
                    producer.close(Duration.ZERO);
                }
            }
        }
    }
}
