package org.compromiso.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How long after the secretariat's decision was answered the pledge is on the dashboard, on the idle, warmed-up system.
 * Beside it, from the same run, what the way is made of at least: four durable commits (decision applied, projected, two
 * marks) and one read. It reports; only that everything arrives is asserted.
 */
@Tag("full")
@ExtendWith(RunningSystem.class)
class DecisionToDashboardIT {

    private static final Logger LOG = Logger.getLogger("benchmark");
    /** With 60 the code of the way is not compiled yet, and the figure is half as large again. */
    private static final int WARM_UP = 500;

    private static final int COUNTED = 100;

    private final Hub hub = new Hub();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void report() throws Exception {
        var visible = new ArrayList<Double>();
        for (int i = 0; i < WARM_UP + COUNTED; i++) {
            var millis = once();
            if (i >= WARM_UP) {
                visible.add(millis);
            }
        }
        assertEquals(COUNTED, visible.size());
        var reads = reads();
        var commits = commits();
        LOG.info(() -> "decision answered -> pledge on the dashboard: " + figures(visible));
        LOG.info(() -> "one read of the dashboard:                    " + figures(reads));
        LOG.info(() -> "one durable commit:                           " + figures(commits));
    }

    private double once() throws Exception {
        var reference = hub.submitPledge("Measured");
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> hub.openCases(reference).then().body("items", hasSize(1)));
        var id = hub.openCases(reference).<String>path("items[0].id");
        var etag = hub.as("secretariat").get(hub.reviews() + "/" + id).header("ETag");
        var request = hub.as("secretariat").header("If-Match", etag).body("{\"outcome\":\"accepted\"}");

        assertEquals(200, request.post(hub.reviews() + "/" + id + "/completion").statusCode());
        var decided = System.nanoTime();
        while (read(hub.dashboard() + "/pledges/" + reference) != 200) {
            // A reader without a pause would take one of two cores from what it waits for.
            Thread.sleep(1);
        }
        return (System.nanoTime() - decided) / 1e6;
    }

    private List<Double> reads() throws Exception {
        var reads = new ArrayList<Double>();
        var any = given().get(hub.dashboard() + "/pledges?limit=1").<String>path("items[0].reference");
        for (int i = 0; i < COUNTED; i++) {
            var begin = System.nanoTime();
            read(hub.dashboard() + "/pledges/" + any);
            reads.add((System.nanoTime() - begin) / 1e6);
        }
        return reads;
    }

    private static List<Double> commits() throws Exception {
        var commits = new ArrayList<Double>();
        try (var connection = RunningSystem.database("pledge");
                var statement = connection.createStatement()) {
            statement.execute("create table measured (n int)");
            for (int i = 0; i < COUNTED; i++) {
                var begin = System.nanoTime();
                statement.execute("insert into measured values (1)");
                commits.add((System.nanoTime() - begin) / 1e6);
            }
            statement.execute("drop table measured");
        }
        return commits;
    }

    private int read(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String figures(List<Double> millis) {
        var sorted = millis.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "min %.1f  median %.1f  p95 %.1f  max %.1f ms (n=%d)",
                sorted.get(0),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 95 / 100),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }
}
