package org.compromiso.system;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.compromiso.launcher.Options;
import org.compromiso.launcher.Progress;
import org.compromiso.launcher.demo.DemoData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./run --demo}: what it loads is seen by everyone, and loading it again changes nothing. */
@Tag("full")
@ExtendWith(RunningSystem.class)
class DemoDataIT {

    private static final Path PROJECT = Path.of(System.getProperty("compromiso.project"));
    private static final Path MEMORY = RunningSystem.DATA.resolve("demo.properties");

    private final Hub hub = new Hub();

    @Test
    void is_shown_by_the_dashboard_and_adds_nothing_when_it_is_loaded_again() throws Exception {
        load();

        // Promises whose end has come can't be made any more; the file's first ends in November 2027.
        assertShown("pledges");
        assertShown("practices");
        var references = references();
        var events = events();

        load();
        assertEquals(references, references());
        assertEquals(events, events());

        // As after a crash before anything could be remembered.
        Files.delete(MEMORY);
        load();
        assertEquals(references, references());
        assertEquals(events, events());
    }

    private static void load() throws IOException, InterruptedException {
        var options = Options.of(PROJECT, RunningSystem.DATA).withPorts(RunningSystem.PORTS);
        new DemoData(options, new Progress(Instant.now(), RunningSystem.LOG::info)).load();
    }

    private void assertShown(String kind) throws IOException {
        var today = LocalDate.now(ZoneOffset.UTC).toString();
        for (var item : read(kind)) {
            var body = item.path("body");
            if (kind.equals("practices") || body.path("endsOn").asText().compareTo(today) > 0) {
                given().get(hub.dashboard() + "/" + kind + "/"
                                + references()
                                        .get(item.path("source").path("id").asText()))
                        .then()
                        .statusCode(200)
                        .body("title", equalTo(body.path("title").asText()));
            }
        }
    }

    private static JsonNode read(String kind) throws IOException {
        return new ObjectMapper()
                .readTree(PROJECT.resolve("deploy/demo").resolve(kind + ".json").toFile());
    }

    /** By the id in the source. */
    private static Map<String, String> references() throws IOException {
        var memory = new Properties();
        try (var file = Files.newBufferedReader(MEMORY)) {
            memory.load(file);
        }
        var references = new HashMap<String, String>();
        for (var key : memory.stringPropertyNames()) {
            if (!key.endsWith(".seen")) {
                references.put(key, memory.getProperty(key));
            }
        }
        return references;
    }

    /** How many events each service has written about what was loaded. */
    private static Map<String, Long> events() throws SQLException, IOException {
        var events = new HashMap<String, Long>();
        for (var database : List.of("pledge", "practice", "review")) {
            events.put(
                    database,
                    RunningSystem.count(
                            database,
                            "select count(*) from outbox where key = any(?)",
                            references().values()));
        }
        return events;
    }
}
