package org.compromiso.dashboard.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.testing.LocalServices;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no ordinary client sends are answered like any other, never with a 500. */
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class OddRequestsTest {

    private static final String LIST = "/api/dashboard/pledges";

    @TestHTTPResource("/")
    URI address;

    @Inject
    Pool pool;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @BeforeEach
    void register() {
        var kafka = new Kafka(bootstrapServers);
        for (var reference : List.of("P-2026-790001", "P-2026-790002")) {
            var value = Event.pledge(reference, 1);
            Event.pledgeIn(value).put("title", "Zwieback a+b").put("language", "en");
            kafka.send(Event.ofPledge(REGISTERED, value));
        }
        new Rows(pool).awaitRead(kafka);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01", "+100000000-01-01", "-5000-01-01", "+5874898-01-01", "0000-12-31"})
    void a_cursor_with_a_day_that_no_row_has_is_unknown(String day) {
        var cursor = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("[\"%s\",\"P-2026-000001\"]".formatted(day).getBytes(UTF_8));
        for (var path : List.of(LIST + "?sort=newest", LIST + "?sort=deadline", "/api/dashboard/practices?limit=5")) {
            given().get(path + "&cursor=" + cursor)
                    .then()
                    .statusCode(400)
                    .body("errors.code", equalTo(List.of("unknown-cursor")));
        }
    }

    @Test
    void a_path_of_thousands_of_folders_is_not_found() {
        for (var path : List.of("/documents/%sx.md", "/events/%sx.json", "/contracts/events/%sx.json")) {
            given().get(path.formatted("a/".repeat(2_000)))
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
        given().get("/contracts/events/../asyncapi.json").then().statusCode(404);
        given().get("/documents/docs/problems.md").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "fr,-", "en;q=x"})
    void who_wishes_for_no_language_is_told_in_english(String wish) {
        for (var path : List.of("/api/dashboard/overview?type=x", "/no/such/path")) {
            given().header("Accept-Language", wish)
                    .get(path)
                    .then()
                    .contentType("application/problem+json")
                    .header("Content-Language", "en");
        }
    }

    @Test
    void everything_that_is_wrong_with_a_list_is_told_at_once() {
        given().get(LIST + "?type=x&limit=0&cursor=x&q=!!&sort=colour")
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("?type", "?limit", "?cursor", "?q", "?sort"));
        given().get("/api/dashboard/practices?type=x&limit=101&cursor=x")
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("?type", "?limit", "?cursor"));
        for (var part : List.of("history", "reports")) {
            given().get(LIST + "/P-2026-000001/" + part + "?limit=0&cursor=x")
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", containsInAnyOrder("?limit", "?cursor"));
        }
        given().get(LIST + "?" + "joins=x&".repeat(400) + "limit=1")
                .then()
                .statusCode(400)
                .body("errors.code", equalTo(List.of("not-a-reference")));
    }

    @Test
    void the_next_page_is_linked_whatever_stands_in_the_query() {
        var link = given().urlEncodingEnabled(false)
                .get(LIST + "?limit=1&q=%7Bzwieback%7D%20a%2Bb%26")
                .then()
                .statusCode(200)
                .extract()
                .header("Link");
        assertTrue(link.startsWith("<" + LIST + "?"), link);
        given().urlEncodingEnabled(false)
                .get(link.substring(1, link.indexOf('>')))
                .then()
                .statusCode(200)
                .body("items.reference", equalTo(List.of("P-2026-790001")))
                .body("next", equalTo(null));
    }

    @Test
    void a_client_of_http_1_0_that_names_no_host_is_answered() throws IOException {
        var answer = raw("GET " + LIST + "?limit=1 HTTP/1.0\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.0 200"), answer);
        assertTrue(answer.contains("Link: <" + LIST + "?limit=1&cursor="), answer);
    }

    @Test
    void who_asks_for_the_head_alone_gets_it_and_costs_nothing() throws IOException {
        for (var path : List.of("/api/dashboard/changes", "/api/dashboard/exports/pledges.csv", LIST)) {
            var before = exported();
            var answer = raw("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            assertTrue(answer.endsWith("\r\n\r\n"), answer);
            assertEquals(before, exported(), path);
        }
    }

    @Test
    void who_uses_another_method_is_told_which_there_is() {
        for (var path :
                List.of("/api/dashboard/exports/pledges.csv", "/documents/docs/problems.md", "/api/dashboard/map")) {
            given().delete(path).then().statusCode(405).header("Allow", "GET");
        }
    }

    @Test
    void caches_know_that_an_answer_depends_on_who_asks_from_where() throws IOException {
        for (var path : List.of(
                "/api/reference", "/documents/README.md", "/asyncapi.yaml", "/api/dashboard/exports/pledges.csv")) {
            var head = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nOrigin: https://hub.example.org\r\n"
                            + "Connection: close\r\n\r\n")
                    .split("\r\n\r\n", 2)[0]
                    .lines()
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .toList();
            assertTrue(head.contains("access-control-allow-origin: https://hub.example.org"), head::toString);
            assertTrue(head.stream().anyMatch(line -> line.matches("vary:.*\\borigin\\b.*")), head::toString);
        }
    }

    private double exported() {
        return meters.counter("compromiso.exports.rows").count();
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
