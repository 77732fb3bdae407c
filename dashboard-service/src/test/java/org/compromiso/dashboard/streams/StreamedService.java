package org.compromiso.dashboard.streams;

import static io.restassured.RestAssured.given;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.PledgeLives;
import org.compromiso.dashboard.fixtures.PracticeLives;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.testing.Tokens;

/**
 * Random lives of pledges and practices on their way through the running service: its projector reads them from Kafka
 * with copies and in any order, loses its connections in between, and its rebuilder builds other generations meanwhile.
 */
final class StreamedService {

    static final Map<String, Collection<String>> WHATEVER_REGISTRATION =
            Map.of("registration", List.of("registered", "withdrawn", "superseded"));

    /** What happens next. */
    private enum Step {
        /** Some more events are sent. */
        EVENTS,
        /** All that was sent is read. */
        READ,
        /** Projector, rebuilder and all others lose their connections, and begin again from the tables. */
        RESTART,
        /** A generation is asked for, and built while other things happen. */
        REBUILD
    }

    /** In any order, but something is sent before the others and after them. */
    private static final List<Step> STEPS = List.of(
            Step.EVENTS,
            Step.EVENTS,
            Step.EVENTS,
            Step.EVENTS,
            Step.READ,
            Step.RESTART,
            Step.RESTART,
            Step.REBUILD,
            Step.REBUILD);

    private static final int PLEDGES = 70;
    private static final int PRACTICES = 35;
    private static final int FIRST = 100_000;

    private final Kafka kafka;
    private final Rows rows;
    private final List<Event> events = new ArrayList<>();
    private final Set<String> rebuilds = new HashSet<>();
    private int streams;

    StreamedService(Kafka kafka, Rows rows) {
        this.kafka = kafka;
        this.rows = rows;
    }

    /** One more stream, of other pledges and practices; returns when readers see all of it. */
    void bring(long seed) {
        var random = new Random(seed);
        var first = FIRST + 1000 * streams++;
        var lives = new ArrayList<Event>();
        lives.addAll(new PledgeLives(seed, PLEDGES, first).events());
        lives.addAll(new PracticeLives(seed, PRACTICES, first).events());
        events.addAll(lives);
        var stream = disturbed(lives, random);
        var steps = new ArrayList<>(STEPS);
        Collections.shuffle(steps, random);
        steps.add(0, Step.EVENTS);
        steps.add(Step.EVENTS);
        var parts = Collections.frequency(steps, Step.EVENTS);
        var sent = 0;
        for (var step : steps) {
            switch (step) {
                case EVENTS -> {
                    kafka.send(stream.subList(sent * stream.size() / parts, (sent + 1) * stream.size() / parts));
                    sent++;
                }
                case READ -> awaitRead();
                case RESTART -> restart();
                case REBUILD -> rebuild();
            }
        }
        rebuilds.forEach(StreamedService::awaitSwapped);
        awaitRead();
    }

    NaiveAnswers naive() {
        return new NaiveAnswers(events);
    }

    /** Each event once. */
    List<Event> events() {
        return events;
    }

    /** How many generations were built and swapped in. */
    int rebuilds() {
        return rebuilds.size();
    }

    private static List<Event> disturbed(List<Event> lives, Random random) {
        var all = new ArrayList<>(lives);
        lives.stream().filter(event -> random.nextInt(4) == 0).forEach(all::add);
        Collections.shuffle(all, random);
        return all;
    }

    private void awaitRead() {
        patiently().ignoreExceptions().until(() -> {
            rows.awaitRead(kafka);
            return true;
        });
    }

    private void restart() {
        patiently().ignoreExceptions().until(() -> {
            rows.query("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
            return true;
        });
    }

    private void rebuild() {
        patiently()
                .untilAsserted(() -> rebuilds.add(given().auth()
                        .oauth2(Tokens.admin())
                        .contentType("application/json")
                        .body("{}")
                        .post("/api/dashboard/rebuilds")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id")));
    }

    private static void awaitSwapped(String rebuild) {
        patiently()
                .untilAsserted(() -> given().auth()
                        .oauth2(Tokens.admin())
                        .get("/api/dashboard/rebuilds/" + rebuild)
                        .then()
                        .body("state", equalTo("swapped")));
    }
}
