package org.compromiso.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two instances of pledge-service on one database: one relays at a time, the other takes over when the holder of the
 * lease is paused or killed, and every subject's events are on the topic in order once copies are removed.
 */
@ExtendWith(RunningSystem.class)
class RelayTakeoverIT {

    /** A lease is for six seconds; as long again for a machine that has other things to do. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(12);

    private static SecondInstance second;

    private final PledgeOutbox outbox = new PledgeOutbox("org.compromiso.Tested.v1", (subject, version) -> "{}");

    /** The second may have been ended by the test before. */
    @BeforeEach
    void haveTwo() throws IOException {
        if (second == null || !second.process().isAlive()) {
            second = SecondInstance.of("pledge-service");
        }
    }

    @AfterAll
    static void stopIt() {
        if (second != null) {
            second.close();
        }
    }

    @Test
    void the_order_of_each_subject_is_kept_when_the_holder_is_paused_and_goes_on() throws Exception {
        var holder = relaying();
        var subjects = Stream.generate(RelayTakeoverIT::subject).limit(20).toList();
        outbox.append(subjects, 1, 10);

        // It is in the middle of its work, or about to be.
        RunningSystem.signal(holder, "STOP");
        try {
            outbox.append(subjects, 11, 20);
            awaitSent(subjects);
        } finally {
            RunningSystem.signal(holder, "CONT");
        }
        outbox.append(subjects, 21, 30);
        awaitSent(subjects);

        assertInOrder(subjects, 30);
    }

    @Tag("full")
    @Test
    void the_other_instance_goes_on_when_the_lease_of_a_killed_holder_is_up() throws Exception {
        var first = RunningSystem.pid("pledge-service");
        // The launcher brings the first back at once, and it would take the lease itself: the second has to be killed.
        if (relaying() == first) {
            RunningSystem.signal(first, "STOP");
            try {
                relayOne();
            } finally {
                RunningSystem.signal(first, "CONT");
            }
        }
        assertEquals(second.pid(), relaying());

        RunningSystem.signal(second.pid(), "KILL");
        second.process().waitFor();
        var subjects = List.of(subject());
        outbox.append(subjects, 1, 5);

        awaitSent(subjects);
        assertInOrder(subjects, 5);
        assertEquals(first, RunningSystem.pid("pledge-service"));
    }

    /** The pid of the instance that sends what is in the outbox. */
    private long relaying() throws Exception {
        var ports = List.of(RunningSystem.PORTS.pledge(), second.port());
        var before = ports.stream().map(RelayTakeoverIT::sent).toList();
        relayOne();
        // An event is counted a little after it was marked.
        return await().atMost(TAKEN_OVER)
                .until(
                        () -> {
                            if (sent(ports.get(0)) > before.get(0)) {
                                return RunningSystem.pid("pledge-service");
                            }
                            return sent(ports.get(1)) > before.get(1) ? second.pid() : 0;
                        },
                        pid -> pid != 0);
    }

    private void relayOne() throws Exception {
        var subjects = List.of(subject());
        outbox.append(subjects, 1, 1);
        awaitSent(subjects);
    }

    /** How many events an instance has sent since it started. */
    private static double sent(int port) {
        return given().get(Hub.at(port) + "/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("compromiso_outbox_sent_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String subject() {
        return "T-" + UUID.randomUUID();
    }

    private static void awaitSent(List<String> subjects) {
        await().atMost(TAKEN_OVER).untilAsserted(() -> assertEquals(0, PledgeOutbox.unsent(subjects)));
    }

    private static void assertInOrder(List<String> subjects, int last) {
        var seen = new HashSet<String>();
        var sequences = new HashMap<String, List<Long>>();
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
