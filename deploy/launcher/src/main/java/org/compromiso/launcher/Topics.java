package org.compromiso.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics of the system, and the only place that lists them. The number of partitions never changes: it would
 * break the order per key.
 */
public final class Topics {

    static final String PLEDGES = "compromiso.pledges.v1";
    static final String PRACTICES = "compromiso.practices.v1";
    static final String REVIEWS = "compromiso.reviews.v1";
    static final String CASEWORK = "compromiso.casework.v1";

    /** What partners may read. */
    static final List<String> PARTNERS = List.of(PLEDGES, PRACTICES, REVIEWS);

    private static final int PARTITIONS = 6;

    /** Partner topics are kept for ever; casework, which is for the services alone, for 90 days. */
    private static final Map<String, Long> RETENTION_MS = Map.of(
            PLEDGES,
            -1L,
            PRACTICES,
            -1L,
            REVIEWS,
            -1L,
            CASEWORK,
            Duration.ofDays(90).toMillis());

    /** Who reads what; every reader has a dead-letter topic {@code <topic>.<service>.dlq} of its own. */
    private static final Map<String, List<String>> READERS = Map.of(
            PLEDGES, List.of("review-service", "dashboard-service"),
            PRACTICES, List.of("pledge-service", "review-service", "dashboard-service"),
            REVIEWS, List.of("dashboard-service"),
            CASEWORK, List.of("pledge-service", "practice-service", "review-service"));

    private Topics() {}

    /** Creates what is missing and leaves alone what is there. */
    public static void create(String bootstrapServers) {
        try (Admin admin = admin(bootstrapServers)) {
            Set<String> there = admin.listTopics().names().get();
            List<NewTopic> missing = all().stream()
                    .filter(topic -> !there.contains(topic.name()))
                    .toList();
            for (var creation : admin.createTopics(missing).values().values()) {
                try {
                    creation.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new Refusal(
                    "Kafka's topics cannot be created: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Stopped while creating Kafka's topics.", e);
        }
    }

    static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                30_000));
    }

    /** Replication is the broker's default: one on a single machine. */
    static List<NewTopic> all() {
        List<NewTopic> topics = new ArrayList<>();
        READERS.forEach((topic, readers) -> {
            String retention = Long.toString(RETENTION_MS.get(topic));
            topics.add(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())
                    .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, retention)));
            for (String reader : readers) {
                topics.add(new NewTopic(topic + "." + reader + ".dlq", Optional.of(1), Optional.empty())
                        .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, retention)));
            }
        });
        return topics;
    }
}
