package org.compromiso.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void everyReaderHasADeadLetterTopicOfItsOwn() {
        Map<String, Integer> partitions = new TreeMap<>();
        for (NewTopic topic : Topics.all()) {
            partitions.put(topic.name(), topic.numPartitions());
        }

        assertEquals(
                new TreeMap<>(Map.ofEntries(
                        Map.entry("compromiso.pledges.v1", 6),
                        Map.entry("compromiso.practices.v1", 6),
                        Map.entry("compromiso.reviews.v1", 6),
                        Map.entry("compromiso.casework.v1", 6),
                        Map.entry("compromiso.pledges.v1.review-service.dlq", 1),
                        Map.entry("compromiso.pledges.v1.dashboard-service.dlq", 1),
                        Map.entry("compromiso.practices.v1.pledge-service.dlq", 1),
                        Map.entry("compromiso.practices.v1.review-service.dlq", 1),
                        Map.entry("compromiso.practices.v1.dashboard-service.dlq", 1),
                        Map.entry("compromiso.reviews.v1.dashboard-service.dlq", 1),
                        Map.entry("compromiso.casework.v1.pledge-service.dlq", 1),
                        Map.entry("compromiso.casework.v1.practice-service.dlq", 1),
                        Map.entry("compromiso.casework.v1.review-service.dlq", 1))),
                partitions);
    }

    @Test
    void caseworkIsKeptFor90DaysAndTheRestForEver() {
        Map<String, String> retention = new TreeMap<>();
        for (NewTopic topic : Topics.all()) {
            retention.put(topic.name(), topic.configs().get("retention.ms"));
        }

        assertEquals("7776000000", retention.get("compromiso.casework.v1"));
        assertEquals("-1", retention.get("compromiso.pledges.v1"));
    }
}
