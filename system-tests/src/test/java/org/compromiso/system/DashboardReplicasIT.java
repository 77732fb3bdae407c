package org.compromiso.system;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two instances of dashboard-service on one database: each answers with the whole truth in the same bytes, readers of
 * changes go from one to the other, and one projects at a time, whoever is stopped, killed or paused.
 */
@ExtendWith(RunningSystem.class)
class DashboardReplicasIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final int FIRST = RunningSystem.PORTS.dashboard();

    private static SecondInstance second;

    private final Hub hub = new Hub();
    private final RegisteredPledges pledges = new RegisteredPledges(20);

    /** Either of them may have been ended by the test before. */
    @BeforeEach
    void haveTwo() throws IOException {
        if (second == null || !second.process().isAlive()) {
            second = SecondInstance.of("dashboard-service");
        }
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> given().get(Hub.at(FIRST) + "/q/health/ready").statusCode() == 200);
    }

    @AfterAll
    static void stopIt() {
        if (second != null) {
            second.close();
        }
    }

    @Test
    void both_answer_with_the_whole_truth_in_the_same_bytes() throws Exception {
        pledges.tell(1, 2);
        awaitVersions(2);
        var all = ReadModels.registered();
        for (var port : List.of(FIRST, second.port())) {
            await().atMost(SOON)
                    .untilAsserted(() -> given().get(api(port) + "/overview")
                            .then()
                            .statusCode(200)
                            .body("pledges", equalTo(all)));
        }
        for (var path : List.of(
                "/overview?groupBy=type,compliance",
                "/overview?groupBy=objective,region&scope=national",
                "/compliance",
                "/timeline?by=month",
                "/gaps?rows=objective&columns=region",
                "/finance",
                "/map",
                "/pipeline",
                "/pledges?limit=100",
                "/pledges?q=version&sort=relevance",
                "/pledges/" + pledges.references.get(0),
                "/pledges/" + pledges.references.get(0) + "/history",
                "/practices")) {
            var one = given().get(api(FIRST) + path);
            var other = given().get(api(second.port()) + path);

            assertEquals(200, one.statusCode(), path);
            assertArrayEquals(one.asByteArray(), other.asByteArray(), path);
            assertNotNull(one.header("ETag"), path);
            assertEquals(one.header("ETag"), other.header("ETag"), path);
            var again = given().header("If-None-Match", one.header("ETag")).get(api(second.port()) + path);
            assertEquals(304, again.statusCode(), path);
        }
        assertArrayEquals(
                given().get(api(FIRST) + "/exports/pledges.csv").asByteArray(),
                given().get(api(second.port()) + "/exports/pledges.csv").asByteArray());
    }

    @Test
    void who_reads_changes_now_here_and_now_there_misses_none_and_gets_none_twice() throws Exception {
        var begin = ReadModels.newestChange();
        var got = new CopyOnWriteArrayList<String>();
        pledges.tell(1, 15);

        var wanted = pledges.references.size() * 15;
        for (int turn = 0; got.size() < wanted; turn++) {
            var before = got.size();
            var last = before == 0 ? Long.toString(begin) : got.get(before - 1);
            // What comes after the connection was given up is not counted: a client that is gone gets nothing.
            var read = new CopyOnWriteArrayList<String>();
            var stream = new EventStream(turn % 2 == 0 ? FIRST : second.port(), last, sent -> {
                if (sent.data() != null) {
                    read.add(sent.id());
                }
            });
            await().atMost(SOON).until(() -> read.size() >= Math.min(7, wanted - before));
            stream.close();
            got.addAll(read);
        }

        assertEquals(ReadModels.changesAfter(begin, pledges.references), got);
    }

    @Test
    void the_rows_are_those_of_a_rebuild_whoever_was_paused_in_the_middle() throws Exception {
        var begin = ReadModels.newestChange();
        pledges.tell(1, 10);

        // Whoever holds the lease has just begun with these events, or waits for the next.
        projectsWithout(RunningSystem.pid("dashboard-service"), 11, 20);
        projectsWithout(second.pid(), 21, 30);
        // Both run: who was paused last finds out that it is not the one any more.
        pledges.tell(31, 40);
        awaitVersions(40);

        assertEquals(
                pledges.references.size() * 40,
                ReadModels.changesAfter(begin, pledges.references).size());
        var rows = ReadModels.rows();
        rebuild();
        assertEquals(rows, ReadModels.rows());
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL", "STOP"})
    void the_other_projects_when_the_holder_of_the_lease_is_gone(String signal) throws Exception {
        var begin = ReadModels.newestChange();
        var holder = projecting();

        RunningSystem.signal(holder, signal);
        try {
            pledges.tell(3, 12);
            awaitVersions(12);
        } finally {
            RunningSystem.signal(holder, "CONT");
        }

        pledges.tell(13, 20);
        awaitVersions(20);
        assertEquals(
                pledges.references.size() * 20,
                ReadModels.changesAfter(begin, pledges.references).size());
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"KILL", "STOP"})
    void a_rebuild_is_brought_to_its_end_by_the_other_when_whoever_builds_is_gone(String signal) throws Exception {
        // Given so many events that building lasts
        var many = new RegisteredPledges(600);
        many.tell(1, 12);
        var all = many.references.stream()
                .map(reference -> reference + ": 1 2 3 4 5 6 7 8 9 10 11 12")
                .toList();
        await().atMost(LONG).untilAsserted(() -> assertEquals(all, ReadModels.versions(many.references)));
        var rows = ReadModels.rows();
        var begin = ReadModels.newestChange();
        var before = List.of(built(FIRST), built(second.port()));
        askForRebuild();
        await().atMost(SOON).until(() -> built(FIRST) > before.get(0) || built(second.port()) > before.get(1));
        var firstBuilds = built(FIRST) > before.get(0);

        // When it is gone in the middle
        var builder = firstBuilds ? RunningSystem.pid("dashboard-service") : second.pid();
        RunningSystem.signal(builder, signal);
        try {
            assertEquals(List.of("reading"), ReadModels.rebuilds(), "it was not in the middle");

            // Then the other brings it to its end
            await().atMost(LONG).until(() -> ReadModels.rebuilds().isEmpty());
        } finally {
            RunningSystem.signal(builder, "CONT");
        }
        // And whoever was paused comes back and leaves it so, a version later that both know
        haveTwo();
        var newest = ReadModels.newestChange();
        pledges.tell(1, 1);
        for (var port : List.of(FIRST, second.port())) {
            await().atMost(SOON).until(() -> counted(port) > newest);
        }
        assertEquals(1, ReadModels.resetsAfter(begin));
        assertEquals(
                rows,
                ReadModels.rows().stream()
                        .filter(line -> pledges.references.stream().noneMatch(line::contains))
                        .toList());
    }

    /** The number of the last change that an instance counts. */
    private static long counted(int port) {
        return given().get(Hub.at(port) + "/q/health/ready")
                .jsonPath()
                .getLong("checks.find { it.name == 'columns' }.data.changeNumber");
    }

    /** The pid of the instance that writes what it is told. */
    private long projecting() throws Exception {
        pledges.tell(1, 1);
        awaitVersions(1);
        var before = List.of(applied(FIRST), applied(second.port()));
        pledges.tell(2, 2);
        awaitVersions(2);
        var both = List.of(applied(FIRST) - before.get(0), applied(second.port()) - before.get(1));
        assertEquals(1, both.stream().filter(count -> count > 0).count(), both::toString);
        return both.get(0) > 0 ? RunningSystem.pid("dashboard-service") : second.pid();
    }

    /** How many events an instance has written since it started. */
    private static double applied(int port) {
        return written(port, "live");
    }

    /** How many events it has built other generations of. */
    private static double built(int port) {
        return written(port, "rebuild");
    }

    private static double written(int port, String generation) {
        return given().get(Hub.at(port) + "/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("compromiso_projection_events_total")
                        && line.contains("\"applied\"")
                        && line.contains('"' + generation + '"'))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private void projectsWithout(long paused, int from, int to) throws Exception {
        RunningSystem.signal(paused, "STOP");
        try {
            pledges.tell(from, to);
            awaitVersions(to);
        } finally {
            RunningSystem.signal(paused, "CONT");
        }
    }

    private void awaitVersions(int last) {
        var versions =
                IntStream.rangeClosed(1, last).mapToObj(Integer::toString).collect(joining(" "));
        var all = pledges.references.stream()
                .map(reference -> reference + ": " + versions)
                .toList();
        await().atMost(SOON).untilAsserted(() -> assertEquals(all, ReadModels.versions(pledges.references)));
    }

    private void rebuild() {
        var path = askForRebuild();
        await().atMost(SOON)
                .untilAsserted(
                        () -> hub.as("admin").get(Hub.at(FIRST) + path).then().body("state", equalTo("swapped")));
    }

    /** Returns where it tells how far it is. */
    private String askForRebuild() {
        var location = hub.as("admin")
                .body("{}")
                .post(hub.dashboard() + "/rebuilds")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        return URI.create(location).getPath();
    }

    private static String api(int port) {
        return Hub.at(port) + "/api/dashboard";
    }
}
