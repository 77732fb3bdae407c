package org.compromiso.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two instances of pledge-service on one database: one relays at a time, the other takes over when the holder is paused,
 * and every subject's events are on the topic in order once copies are removed.
 */
@Tag("full")
@ExtendWith(RunningSystem.class)
class RelayTakeoverIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    private final PledgeOutbox outbox = new PledgeOutbox("org.compromiso.Tested.v1", (subject, version) -> "{}");

    private SecondInstance second;

    @BeforeEach
    void startASecondInstance() throws IOException {
        second = SecondInstance.of("pledge-service");
    }

    @AfterEach
    void stopIt() {
        second.close();
    }

    @Test
    void the_order_of_each_subject_is_kept_when_the_holder_is_paused_and_goes_on() throws Exception {
        var first = RunningSystem.pid("pledge-service");
        var subjects = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            subjects.add("T-" + UUID.randomUUID());
        }
        outbox.append(subjects, 1, 10);

        // Whoever holds the lease is in the middle of its work, or about to be.
        RunningSystem.signal(first, "STOP");
        try {
            outbox.append(subjects, 11, 20);
            await().atMost(SOON).untilAsserted(() -> assertEquals(0, PledgeOutbox.unsent(subjects)));
        } finally {
            RunningSystem.signal(first, "CONT");
        }
        RunningSystem.signal(second.pid(), "STOP");
        try {
            outbox.append(subjects, 21, 30);
            await().atMost(SOON).untilAsserted(() -> assertEquals(0, PledgeOutbox.unsent(subjects)));
        } finally {
            RunningSystem.signal(second.pid(), "CONT");
        }

        assertInOrder(subjects, 30);
    }

    @Test
    void the_other_instance_goes_on_at_once_when_the_holder_is_killed() throws Exception {
        var subject = "T-" + UUID.randomUUID();
        RunningSystem.signal(RunningSystem.pid("pledge-service"), "KILL");

        outbox.append(List.of(subject), 1, 5);

        await().atMost(SOON).untilAsserted(() -> assertEquals(0, PledgeOutbox.unsent(List.of(subject))));
        assertInOrder(List.of(subject), 5);
    }

    private void assertInOrder(List<String> subjects, int last) {
        var seen = new HashSet<String>();
        var sequences = new java.util.HashMap<String, List<Long>>();
        for (var record : Topics.all(Topics.PLEDGES)) {
            if (seen.add(Topics.header(record, "ce_id"))) {
                sequences
                        .computeIfAbsent(record.key(), key -> new ArrayList<>())
                        .add(Long.valueOf(Topics.header(record, "ce_sequence")));
            }
        }
        for (var subject : subjects) {
            var got = sequences.getOrDefault(subject, List.of());
            assertEquals(last, got.size(), subject);
            assertTrue(got.equals(got.stream().sorted().toList()), () -> subject + ": " + got);
        }
    }
}
