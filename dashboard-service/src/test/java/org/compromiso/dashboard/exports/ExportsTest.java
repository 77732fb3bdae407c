package org.compromiso.dashboard.exports;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.MovableClock;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.testing.LocalServices;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class ExportsTest {

    private static final String TODAY = LocalDate.now(ZoneOffset.UTC).toString();

    @ConfigProperty(name = "compromiso.exports.at-once")
    int atOnce;

    @ConfigProperty(name = "compromiso.exports.per-address")
    int perAddress;

    @Inject
    Pool pool;

    @Inject
    MeterRegistry meters;

    @TestHTTPResource("/")
    URI address;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Kafka kafka;
    private Rows rows;

    @BeforeEach
    void register() {
        kafka = new Kafka(bootstrapServers);
        rows = new Rows(pool);
        kafka.send(
                pledge("P-2026-770001", "=HYPERLINK(\"http://x\") vuvuzela"),
                pledge("P-2026-770002", "Dos líneas\nde vuvuzela, \"Perú\""),
                Event.ofPractice(Event.practice("R-2026-770001", 1)));
        rows.awaitRead(kafka);
    }

    @AfterEach
    void goOn() {
        MovableClock.goOn();
    }

    @Test
    void a_csv_of_what_is_found_has_hashtags_and_no_formula() throws IOException {
        var answer = given().get("/api/dashboard/exports/pledges.csv?q=vuvuzela&type=individual")
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo("text/csv;charset=UTF-8;header=present"))
                .header("Content-Disposition", equalTo("attachment; filename=\"pledges-" + TODAY + ".csv\""))
                .extract()
                .asByteArray();

        var records = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .get()
                .parse(new StringReader(new String(answer, UTF_8)))
                .getRecords();
        assertEquals("#activity+code", records.get(0).get("reference"));
        assertEquals(
                List.of("P-2026-770001", "P-2026-770002"),
                records.stream().skip(1).map(r -> r.get("reference")).toList());
        assertEquals("'=HYPERLINK(\"http://x\") vuvuzela", records.get(1).get("title"));
        assertEquals("Dos líneas\nde vuvuzela, \"Perú\"", records.get(2).get("title"));
        assertEquals("6 | 18 | 22", records.get(1).get("objectives_primary"));
        assertEquals(TODAY, records.get(1).get("as_of"));
        assertFalse(records.get(0).toList().stream().anyMatch(tag -> !tag.startsWith("#")));
    }

    @Test
    void an_xlsx_has_typed_cells() throws IOException {
        var answer = given().get("/api/dashboard/exports/pledges.xlsx?q=vuvuzela")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(answer))) {
            var sheet = workbook.getFirstSheet();
            assertEquals("pledges " + TODAY, sheet.getName());
            var lines = sheet.read();
            var names = lines.get(0).stream().map(cell -> cell.getText()).toList();
            assertEquals("=HYPERLINK(\"http://x\") vuvuzela", lines.get(1).getCellText(names.indexOf("title")));
            assertEquals(
                    LocalDate.of(2028, 6, 30),
                    lines.get(1)
                            .getCellAsDate(names.indexOf("ends_on"))
                            .orElseThrow()
                            .toLocalDate());
            assertEquals(
                    true, lines.get(1).getCellAsBoolean(names.indexOf("demo")).orElseThrow());
            assertEquals(3, lines.size());
        }
    }

    @Test
    void a_json_is_an_array_of_whole_states() {
        given().get("/api/dashboard/exports/pledges.json?q=vuvuzela")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("reference", equalTo(List.of("P-2026-770001", "P-2026-770002")))
                .body("[0].goals[0].number", equalTo(1))
                .body("[0].compliance.asOf", equalTo(TODAY));
        given().get("/api/dashboard/exports/pledges.json?q=vuvuzela&type=joined")
                .then()
                .statusCode(200)
                .body("$", equalTo(List.of()));
        given().get("/api/dashboard/exports/practices.json?country=AR")
                .then()
                .statusCode(200)
                .body("reference", org.hamcrest.Matchers.hasItem("R-2026-770001"));
        for (var format : List.of("csv", "xlsx")) {
            given().get("/api/dashboard/exports/practices." + format).then().statusCode(200);
        }
    }

    @Test
    void what_is_not_known_is_refused_before_the_file_begins() {
        for (var query :
                List.of("pledges.csv?type=x", "pledges.csv?q=-x", "pledges.json?limit=5", "practices.xlsx?year=x")) {
            given().get("/api/dashboard/exports/" + query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        given().get("/api/dashboard/exports/pledges.pdf").then().statusCode(404);
        given().get("/api/dashboard/exports/people.csv").then().statusCode(404);
        given().auth()
                .oauth2("nonsense")
                .get("/api/dashboard/exports/pledges.csv")
                .then()
                .statusCode(401);
    }

    /** Shows constant memory: what is read from the database is what the client has taken and what lies between. */
    @Test
    void no_more_is_read_than_the_client_takes_and_a_client_that_leaves_ends_it() throws IOException {
        // An XLSX of as many rows is so small that it may lie between server and client as a whole.
        try (var clients = new SlowClients(address, rows, "P-2026-770001", "P-2026-8")) {
            for (var format : List.of("json", "csv")) {
                var before = read();
                // When the client takes nothing
                var client = clients.ask(1, "pledges." + format + "?q=vuvuzela");
                patiently().until(() -> running() == 1 && standsStill());

                // Then not everything is read
                var taken = read() - before;
                assertTrue(taken < 5000, () -> format + ": " + taken + " rows were read");
                assertFalse(client.isClosed());
                // And when it leaves, it is over, and so is the transaction
                clients.leave();
                patiently().until(() -> running() == 0);
            }
            // And clients that leave before the first byte use nothing up
            for (var leaving = 0; leaving < 10; leaving++) {
                clients.ask(1, "pledges.xlsx?q=vuvuzela");
                clients.leave();
            }
            patiently().until(() -> running() == 0);
            patiently()
                    .until(() -> rows.query("select count(*) as open from pg_stat_activity"
                                            + " where state like 'idle in transaction%' and query like '%ordered%'")
                                    .get(0)
                                    .getLong("open")
                            == 0);
            // And who takes everything gets every row once
            var references = given().get("/api/dashboard/exports/pledges.json?q=vuvuzela")
                    .jsonPath()
                    .getList("reference", String.class);
            assertEquals(6002, references.size());
            assertEquals(6002, new HashSet<>(references).size());
            assertEquals(references.stream().sorted().toList(), references);
        }
    }

    @Test
    void one_more_than_are_written_at_once_is_told_to_come_back() throws IOException {
        try (var clients = new SlowClients(address, rows, "P-2026-770001", "P-2026-8")) {
            for (var writing = 1; writing <= atOnce; writing++) {
                clients.ask(1 + writing, "pledges.csv?q=vuvuzela");
                var expected = writing;
                patiently().until(() -> running() == expected);
            }
            given().get("/api/dashboard/exports/pledges.csv")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "30")
                    .body("type", endsWith("too-many-exports"));
            clients.leave();
            patiently().until(() -> running() == 0);
            // And of many that come at one moment none waits for another
            var coming = new ArrayList<Socket>();
            var statuses = new ArrayList<String>();
            for (var from = 2; from < 62; from++) {
                coming.add(clients.ask(from, "pledges.json?q=vuvuzela"));
            }
            patiently().until(() -> running() == atOnce);
            for (var client : coming) {
                client.setSoTimeout(10_000);
                statuses.add(new String(client.getInputStream().readNBytes(12), UTF_8));
            }
            assertEquals(atOnce, Collections.frequency(statuses, "HTTP/1.1 200"), statuses::toString);
            assertEquals(60 - atOnce, Collections.frequency(statuses, "HTTP/1.1 503"), statuses::toString);
        }
        patiently().until(() -> running() == 0);
    }

    @Test
    void one_client_does_not_keep_all_others_out() throws IOException {
        try (var clients = new SlowClients(address, rows, "P-2026-770001", "P-2026-8")) {
            // Given as many as one address may have
            for (var writing = 1; writing <= perAddress; writing++) {
                clients.ask(1, "pledges.csv?q=vuvuzela");
                var expected = writing;
                patiently().until(() -> running() == expected);
            }

            // When, Then its next is refused
            given().get("/api/dashboard/exports/practices.csv")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", "30")
                    .body("type", endsWith("too-many-own-exports"))
                    .body("detail", startsWith(perAddress + " files"));
            // And others have theirs
            assertTrue(perAddress < atOnce);
            var other = clients.ask(2, "practices.csv");
            assertEquals("HTTP/1.1 200", new String(other.getInputStream().readNBytes(12), UTF_8));
            // And when one of its own is over it may have another
            clients.leave();
            patiently()
                    .untilAsserted(() -> given().get("/api/dashboard/exports/practices.csv")
                            .then()
                            .statusCode(200));
        }
        patiently().until(() -> running() == 0);
    }

    @Test
    void who_has_the_file_is_told_so_even_if_no_place_is_free() throws IOException {
        var known = etag("pledges.json?q=vuvuzela");
        try (var clients = new SlowClients(address, rows, "P-2026-770001", "P-2026-8")) {
            for (var writing = 1; writing <= perAddress; writing++) {
                clients.ask(1, "pledges.csv?q=vuvuzela");
                var expected = writing;
                patiently().until(() -> running() == expected);
            }

            given().header("If-None-Match", "\"another\", " + known)
                    .get("/api/dashboard/exports/pledges.json?q=vuvuzela")
                    .then()
                    .statusCode(304)
                    .header("ETag", known)
                    .header("Cache-Control", "public, no-cache")
                    .header("Vary", "Accept-Encoding, Origin");
        }
        patiently().until(() -> running() == 0);
    }

    @Test
    void the_same_file_has_the_same_tag_and_another_has_another() {
        // Given
        var files = List.of(
                "pledges.json?q=vuvuzela",
                "pledges.csv?q=vuvuzela",
                "pledges.xlsx?q=vuvuzela",
                "pledges.json?q=vuvuzelo",
                "pledges.json?q=vuvuzela&overdue=false",
                "pledges.json?q=vuvuzela&country=AR&country=PE",
                "pledges.json?q=vuvuzela&country=AR",
                "practices.json");
        var tags = files.stream().map(ExportsTest::etag).toList();
        assertEquals(files.size(), new HashSet<>(tags).size(), tags::toString);

        // When nothing changes
        // Then
        assertEquals(tags, files.stream().map(ExportsTest::etag).toList());
        for (var i = 0; i < files.size(); i++) {
            assertEquals(304, status(files.get(i), tags.get(i)), files.get(i));
        }
        assertEquals(200, status(files.get(0), tags.get(1)));
        assertArrayEquals(bytes("pledges.json?q=vuvuzela"), bytes("pledges.json?q=vuvuzela"));

        // When the day is over
        MovableClock.set(Instant.now().plus(Duration.ofDays(1)));
        // Then
        assertEquals(200, status(files.get(0), tags.get(0)));
        MovableClock.goOn();
        assertEquals(304, status(files.get(0), tags.get(0)));

        // When something is told
        kafka.send(pledge("P-2026-770003", "Otra cosa"));
        rows.awaitRead(kafka);
        // Then
        for (var i = 0; i < files.size(); i++) {
            assertEquals(200, status(files.get(i), tags.get(i)), files.get(i));
        }
    }

    private static String etag(String file) {
        return given().get("/api/dashboard/exports/" + file)
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, no-cache")
                .header("Vary", "Accept-Encoding, Origin")
                .header("ETag", startsWith("W/\""))
                .extract()
                .header("ETag");
    }

    private static int status(String file, String known) {
        return given().header("If-None-Match", known)
                .get("/api/dashboard/exports/" + file)
                .statusCode();
    }

    private static byte[] bytes(String file) {
        return given().get("/api/dashboard/exports/" + file).asByteArray();
    }

    private long last = -1;

    private boolean standsStill() {
        var now = read();
        var still = now == last && now > 0;
        last = now;
        return still;
    }

    private long read() {
        return (long) meters.counter("compromiso.exports.rows").count();
    }

    private int running() {
        return SlowClients.running(meters);
    }

    private static Event pledge(String reference, String title) {
        var value = Event.pledge(reference, 1);
        Event.pledgeIn(value).put("title", title).put("language", "es");
        return Event.ofPledge(REGISTERED, value);
    }
}
