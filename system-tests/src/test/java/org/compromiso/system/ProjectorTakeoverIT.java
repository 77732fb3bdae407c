package org.compromiso.system;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two instances of dashboard-service on one database: one projects at a time, the other takes over when the holder is
 * paused, and what the paused one does when it goes on changes nothing.
 */
@Tag("full")
@ExtendWith(RunningSystem.class)
class ProjectorTakeoverIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Hub hub = new Hub();
    private final int series = 100 + new Random().nextInt(900);
    private final List<String> subjects = IntStream.range(0, 20)
            .mapToObj(i -> "P-2999-%d%03d".formatted(series, i))
            .toList();
    private final PledgeOutbox outbox = new PledgeOutbox("org.compromiso.PledgeRegistered.v1", this::registered);

    private SecondInstance second;

    @BeforeEach
    void startASecondInstance() throws IOException {
        second = SecondInstance.of("dashboard-service");
    }

    @AfterEach
    void stopIt() {
        second.close();
    }

    @Test
    void the_rows_are_those_of_a_rebuild_whoever_was_paused_in_the_middle() throws Exception {
        var first = RunningSystem.pid("dashboard-service");
        outbox.append(subjects, 1, 10);

        // Whoever holds the lease has just begun with these events, or waits for the next.
        projectsWithout(first, 11, 20);
        projectsWithout(second.pid(), 21, 30);
        // Both run: who was paused last finds out that it is not the one any more.
        outbox.append(subjects, 31, 40);
        awaitVersions(40);

        var rows = ReadModels.rows();
        rebuild();
        assertEquals(rows, ReadModels.rows());
    }

    private void projectsWithout(long paused, int from, int to) throws Exception {
        RunningSystem.signal(paused, "STOP");
        try {
            outbox.append(subjects, from, to);
            awaitVersions(to);
        } finally {
            RunningSystem.signal(paused, "CONT");
        }
    }

    private void awaitVersions(int last) {
        var all = IntStream.rangeClosed(1, last).boxed().toList();
        await().atMost(SOON).untilAsserted(() -> {
            for (var subject : subjects) {
                assertEquals(all, ReadModels.versions(subject), subject);
            }
        });
    }

    private void rebuild() {
        var location = hub.as("admin")
                .body("{}")
                .post(hub.dashboard() + "/rebuilds")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        await().atMost(SOON)
                .untilAsserted(() -> hub.as("admin")
                        .get(Hub.at(RunningSystem.PORTS.dashboard())
                                + URI.create(location).getPath())
                        .then()
                        .body("state", equalTo("swapped")));
    }

    private String registered(String subject, int version) {
        try {
            var event = (ObjectNode) JSON.readTree(Path.of(
                            System.getProperty("compromiso.project"),
                            "contracts/events/examples/org.compromiso.PledgeRegistered.v1/individual.json")
                    .toFile());
            ((ObjectNode) event.get("pledge"))
                    .put("reference", subject)
                    .put("version", version)
                    .put("title", "Version " + version);
            return event.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
