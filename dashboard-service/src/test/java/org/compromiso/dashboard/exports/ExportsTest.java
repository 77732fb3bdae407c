package org.compromiso.dashboard.exports;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.testing.LocalServices;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class ExportsTest {

    private static final String TODAY = LocalDate.now(ZoneOffset.UTC).toString();

    @ConfigProperty(name = "compromiso.exports.at-once")
    int atOnce;

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
        rows.query("""
                insert into pledge (generation, reference, version, state, type, registration, headline, participations,
                  entity_kind, scope, registered_on, year, ends_on, title_key, objectives, principles, sdgs, natures,
                  countries, regions)
                select p.generation, 'P-2026-8' || lpad(n::text, 5, '0'), p.version,
                  p.state || jsonb_build_object('reference', 'P-2026-8' || lpad(n::text, 5, '0')), p.type,
                  p.registration, p.headline, p.participations, p.entity_kind, p.scope, p.registered_on, p.year,
                  p.ends_on, p.title_key, p.objectives, p.principles, p.sdgs, p.natures, p.countries, p.regions
                from pledge p, generate_series(1, 6000) n
                where p.reference = 'P-2026-770001' and p.generation = (select generation from live)
                """);
        try {
            // An XLSX of as many rows is so small that it may lie between server and client as a whole.
            for (var format : List.of("json", "csv")) {
                var before = read();
                try (var client = ask(format)) {
                    // When the client takes nothing
                    patiently().until(() -> running() == 1 && standsStill());

                    // Then not everything is read
                    var taken = read() - before;
                    assertTrue(taken < 5000, () -> format + ": " + taken + " rows were read");
                    assertFalse(client.isClosed());
                    // And when it leaves, it is over, and so is the transaction
                }
                patiently().until(() -> running() == 0);
            }
            // And clients that leave before the first byte use nothing up
            for (var leaving = 0; leaving < 10; leaving++) {
                ask("xlsx").close();
            }
            patiently().until(() -> running() == 0);
            // And one more than are written at once is told to come back
            var clients = new ArrayList<Socket>();
            var statuses = new ArrayList<String>();
            try {
                for (var writing = 1; writing <= atOnce; writing++) {
                    clients.add(ask("csv"));
                    var expected = writing;
                    patiently().until(() -> running() == expected);
                }
                given().get("/api/dashboard/exports/pledges.csv")
                        .then()
                        .statusCode(503)
                        .header("Retry-After", "30")
                        .body("type", endsWith("too-many-exports"));
            } finally {
                for (var client : clients) {
                    client.close();
                }
            }
            patiently().until(() -> running() == 0);
            // And of many that come at one moment none waits for another
            try {
                for (var coming = 0; coming < 60; coming++) {
                    clients.add(ask("json"));
                }
                patiently().until(() -> running() == atOnce);
                for (var client : clients.subList(clients.size() - 60, clients.size())) {
                    client.setSoTimeout(10_000);
                    statuses.add(new String(client.getInputStream().readNBytes(12), UTF_8));
                }
                assertEquals(atOnce, Collections.frequency(statuses, "HTTP/1.1 200"), statuses::toString);
                assertEquals(60 - atOnce, Collections.frequency(statuses, "HTTP/1.1 503"), statuses::toString);
            } finally {
                for (var client : clients) {
                    client.close();
                }
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
        } finally {
            rows.query("delete from pledge where reference like 'P-2026-8_____'");
        }
    }

    private long last = -1;

    private boolean standsStill() {
        var now = read();
        var still = now == last && now > 0;
        last = now;
        return still;
    }

    private Socket ask(String format) throws IOException {
        var client = new Socket();
        client.setReceiveBufferSize(4096);
        client.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        client.getOutputStream()
                .write(("GET /api/dashboard/exports/pledges." + format
                                + "?q=vuvuzela HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .getBytes(UTF_8));
        return client;
    }

    private long read() {
        return (long) meters.counter("compromiso.exports.rows").count();
    }

    private int running() {
        return (int) meters.get("compromiso.exports.running").gauge().value();
    }

    private static Event pledge(String reference, String title) {
        var value = Event.pledge(reference, 1);
        Event.pledgeIn(value).put("title", title).put("language", "es");
        return Event.ofPledge(REGISTERED, value);
    }
}
