package org.compromiso.dashboard.columns;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.MovableClock;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.dashboard.http.WrittenAnswer;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered before a resource is looked for is what the resource would have answered, to the byte. */
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class KeptAnswersTest {

    private static final List<String> QUESTIONS = List.of(
            "/api/dashboard/overview",
            "/api/dashboard/overview/",
            "/api/dashboard/overview?groupBy=type,country&overdue=false",
            "/api/dashboard/overview?groupBy=objective&asOf=2026-01-31",
            "/api/dashboard/compliance?type=individual&type=joined",
            "/api/dashboard/timeline?by=year",
            "/api/dashboard/gaps?rows=nature",
            "/api/dashboard/finance",
            "/api/dashboard/map",
            "/api/dashboard/pipeline");

    /** What clients send, and what of it may change an answer. */
    private static final List<String> HEADERS = List.of(
            "",
            "Accept: */*\r\n",
            "Accept: application/json\r\n",
            "Accept: text/html;q=0.9,*/*;q=0.1\r\n",
            "Accept: text/csv\r\nAccept: */*\r\n",
            "Accept: text/csv\r\n",
            "Accept-Language: fr\r\n",
            "Accept-Encoding: gzip\r\n",
            "Accept-Encoding: gzip;q=0, identity\r\n",
            "Origin: https://hub.example.org\r\n",
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n",
            "If-None-Match: *\r\n",
            "If-None-Match: \"another\"\r\n",
            "If-None-Match: \"another\", ETAG\r\n",
            "If-None-Match: W/ETAG\r\n",
            "If-None-Match: ETAG\r\nAccept-Encoding: gzip\r\nOrigin: https://hub.example.org\r\n",
            "If-None-Match: \"another\"\r\nIf-None-Match: ETAG\r\n");

    /** A request with a body is none that is answered at once, even if the body is empty. */
    private static final String TO_THE_RESOURCE = "Content-Length: 0\r\n";

    @Inject
    Pool pool;

    @Inject
    LiveColumns live;

    @Inject
    KeptAnswers kept;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @TestHTTPResource("/")
    URI service;

    private Kafka kafka;
    private Rows rows;

    @BeforeEach
    void connect() {
        kafka = new Kafka(bootstrapServers);
        rows = new Rows(pool);
        register("P-2026-771001");
    }

    @AfterEach
    void goOn() {
        MovableClock.goOn();
    }

    static Stream<String> questions() {
        return QUESTIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void both_ways_give_the_same_answer_to_the_byte(String question) {
        var etag = given().get(question).header("ETag");
        for (var sent : HEADERS) {
            for (var method : List.of("GET", "HEAD")) {
                var headers = sent.replace("ETAG", etag);
                // Given what the resource says
                var before = kept();
                var ofResource = answer(method, question, headers + TO_THE_RESOURCE);
                assertEquals(before, kept());

                // When it was asked before, often enough to be kept, unless there is nothing to keep
                var isAnswer = !ofResource.startsWith("HTTP/1.1 406");
                var again = isAnswer
                        ? Awaitility.await()
                                .pollDelay(Duration.ZERO)
                                .pollInterval(Duration.ofMillis(5))
                                .until(() -> keptAnswer(method, question, headers), Objects::nonNull)
                        : answer(method, question, headers);

                // Then
                assertTrue(isAnswer || kept() == before, method + headers);
                assertEquals(ofResource, again, method + headers);
            }
        }
    }

    @Test
    void a_change_and_a_swap_and_midnight_and_nothing_else_end_what_is_kept() {
        MovableClock.set(Instant.parse("2027-03-31T23:59:59.999Z"));
        var question = "/api/dashboard/overview?joins=P-2026-771010";
        assertEquals(0, pledges(question));
        assertTrue(isKept(question));

        // When a pledge is registered
        register("P-2026-771011", "P-2026-771010");
        // Then
        assertEquals(1, pledges(question));
        assertTrue(isKept(question));

        // When the day is over
        MovableClock.set(Instant.parse("2027-04-01T00:00:00Z"));
        // Then
        given().get(question).then().body("asOf", equalTo("2027-04-01"));
        assertTrue(isKept(question));

        // When another generation is read, that knows no other change
        var before = kept();
        live.load();
        given().get(question).then().statusCode(200);
        assertEquals(before, kept());
    }

    @Test
    void a_token_is_looked_at_whatever_is_kept() {
        var question = "/api/dashboard/overview?groupBy=scope";
        given().get(question);
        assertTrue(isKept(question));
        var before = kept();

        given().auth().oauth2("not.a.token").get(question).then().statusCode(401);
        given().header("Authorization", "Bearer x").get(question).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.admin())
                .get(question)
                .then()
                .statusCode(200)
                .header("Cache-Control", "private, no-store");
        assertEquals(before, kept());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?groupBy=colour", "?x=1", "?joins=x", "?groupBy=", "?asOf=2999-01-01", "?asOf=%zz"})
    void what_is_refused_is_refused_again(String query) {
        var question = "/api/dashboard/overview" + query;
        var before = kept();
        for (int i = 0; i < 3; i++) {
            assertTrue(answer("GET", question, "").startsWith("HTTP/1.1 400"));
        }
        assertEquals(before, kept());
    }

    @Test
    void other_methods_are_not_answered() {
        var question = "/api/dashboard/overview?groupBy=nature";
        given().get(question);
        for (var method : List.of("POST", "PUT", "DELETE")) {
            given().request(method, question).then().statusCode(405).header("Allow", "GET");
        }
    }

    @Test
    void every_answer_counts_as_a_request() {
        var question = "/api/dashboard/overview?groupBy=year";
        given().get(question);
        var before = requests("/api/dashboard/overview");
        assertTrue(isKept(question));
        Awaitility.await().until(() -> requests("/api/dashboard/overview") == before + 1);
    }

    @Test
    void what_is_asked_often_stays_and_room_is_bounded_when_many_ask_once() {
        // When one question is asked again and again, and far more is asked once than there is room for
        var often = "/api/dashboard/overview?groupBy=country";
        var large = new WrittenAnswer(new byte[100_000], "\"large\"", "application/json", 0);
        var moment = new Moment(LocalDate.EPOCH, 0, 0);
        for (int i = 0; i < 1_000; i++) {
            kept.keep(new KeptAnswers.Asked("/api/dashboard/overview?joins=P-2026-" + i, null), moment, large);
            if (i % 50 == 0) {
                given().get(often).then().statusCode(200);
            }
        }

        // Then
        var bytes = meters.get("compromiso_kept_answers_bytes").gauge();
        Awaitility.await().until(() -> bytes.value() <= 16 << 20);
        assertTrue(bytes.value() > 8 << 20, "it is room that is used");
        assertTrue(isKept(often));
    }

    /** Null if the resource answered. */
    private String keptAnswer(String method, String question, String headers) {
        var before = kept();
        var answer = answer(method, question, headers);
        return kept() == before + 1 ? answer : null;
    }

    private boolean isKept(String question) {
        var before = kept();
        given().get(question).then().statusCode(200);
        return kept() == before + 1;
    }

    private double kept() {
        return meters.counter("compromiso_kept_answers").count();
    }

    private long requests(String uri) {
        return meters.find("http.server.requests").tag("uri", uri).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static int pledges(String question) {
        return given().get(question).jsonPath().getInt("pledges");
    }

    private void register(String reference) {
        register(reference, "P-2026-771000");
    }

    private void register(String reference, String joined) {
        var value = Event.pledge(reference, 1);
        Event.pledgeIn(value).put("joins", joined);
        kafka.send(Event.ofPledge(REGISTERED, value));
        rows.awaitRead(kafka);
    }

    /** Head, its lines sorted, and body. */
    private String answer(String method, String path, String headers) {
        var request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n";
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            var end = answer.indexOf("\r\n\r\n");
            var head = answer.substring(0, end).split("\r\n");
            Arrays.sort(head, 1, head.length);
            return String.join("\n", head) + answer.substring(end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
