package org.compromiso.platform.http;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the requests of every service. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class RequestsTest {

    private static final String TOO_LARGE = " ".repeat(1024 * 1024 + 1);

    @Inject
    DataSource database;

    private final String key = UUID.randomUUID().toString();

    @ParameterizedTest
    @CsvSource({"limit=5&limit=1000, ?limit", "mine=true&mine=false, ?mine", "mine=true&mine=true, ?mine"})
    void a_parameter_that_takes_one_value_may_not_be_given_twice(String query, String pointer) {
        given().header("Accept-Language", "es")
                .get("/places?" + query)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains(pointer))
                .body("errors.code", contains("given-twice"))
                .body("errors.message", contains("Indique este parámetro una sola vez; admite un único valor."));
    }

    @Test
    void a_parameter_that_takes_a_list_may_be_repeated() {
        given().get("/places?state=open&state=decided&limit=5&mine=true")
                .then()
                .statusCode(200)
                .body("", contains("open", "decided"));
    }

    @Test
    void the_same_fields_in_another_order_are_the_same_request() {
        var first = add("/places", "{\"name\":\"Quito\",\"latitude\":-0.22}");

        assertEquals(first, add("/places", "{ \"latitude\": -0.22, \"name\": \"Quito\" }"));
        refused("{\"name\":\"Quito\",\"latitude\":-0.23}")
                .then()
                .statusCode(422)
                .body("errors.code", contains("idempotency-key-reused"));
    }

    @Test
    void a_slash_at_the_end_makes_no_other_route() {
        var first = add("/places", "{\"name\":\"Quito\"}");

        assertEquals(first, add("/places/", "{\"name\":\"Quito\"}"));
        assertNotEquals(
                first,
                with(UUID.randomUUID().toString())
                        .body("{\"name\":\"Quito\"}")
                        .post("/places/")
                        .header("Location"));
    }

    @ParameterizedTest
    @CsvSource({"1e10000", "1e1000000000", "91"})
    void a_number_beyond_all_bounds_breaks_a_rule_with_a_key_too(String latitude) {
        refused("{\"latitude\":" + latitude + "}")
                .then()
                .statusCode(422)
                .body("errors.code", contains("latitude-range"));
    }

    @Test
    void a_body_that_is_too_large_is_refused_in_its_turn() {
        given().body(TOO_LARGE).post("/api/nothing").then().statusCode(404);
        given().body(TOO_LARGE).put("/places").then().statusCode(405).header("Allow", "GET, POST");
        given().body(TOO_LARGE)
                .post("/places")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("urn:compromiso:problem:token-missing"));
        given().body(TOO_LARGE).auth().oauth2("a.b.c").post("/places").then().statusCode(401);
        given().body(TOO_LARGE)
                .auth()
                .oauth2(Tokens.reviewer("reviewer"))
                .post("/places")
                .then()
                .statusCode(403);
        given().body(TOO_LARGE)
                .auth()
                .oauth2(Tokens.admin())
                .post("/places")
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:compromiso:problem:too-large"));
    }

    @Test
    void who_may_call_is_asked_before_the_body_where_the_class_says_it_too() {
        given().contentType("text/plain").body("x").post("/archive").then().statusCode(401);
        given().body(TOO_LARGE).post("/archive").then().statusCode(401);
        text(Tokens.reviewer("reviewer")).post("/archive").then().statusCode(403);
        text(Tokens.admin()).post("/archive").then().statusCode(415);
        given().contentType("text/plain").body("x").put("/archive").then().statusCode(415);
    }

    @Test
    void while_the_first_still_runs_a_second_is_told_to_wait_a_second() throws Exception {
        var place = "{\"name\":\"Cuenca\"}";
        CompletableFuture<String> first;
        try (var holder = database.getConnection()) {
            // Given a first request that cannot keep its answer yet
            holder.setAutoCommit(false);
            query(holder, "lock table idempotency in exclusive mode");
            first = CompletableFuture.supplyAsync(() -> add("/places", place));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> query(
                            holder, "select 1 from pg_locks where relation = 'idempotency'::regclass and not granted"));

            refused(place)
                    .then()
                    .statusCode(409)
                    .header("Retry-After", "1")
                    .body("type", equalTo("urn:compromiso:problem:in-progress"));
            holder.rollback();
        }

        assertEquals(first.get(20, TimeUnit.SECONDS), add("/places", place));
    }

    @Test
    void who_reads_a_body_hears_at_once_that_its_sender_has_gone() throws IOException {
        var before = PlacesResource.BROKEN_OFF.get();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.getOutputStream()
                    .write("PUT /places/picture HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> PlacesResource.BROKEN_OFF.get() == before + 1);
        given().body("a picture").put("/places/picture").then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/places;x=1", "/;x/places", "/places/;"})
    void no_path_has_matrix_parameters(String path) {
        given().urlEncodingEnabled(false)
                .get("http://localhost:" + RestAssured.port + path)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:compromiso:problem:no-such-path"));
    }

    private String add(String path, String body) {
        return with(key).body(body).post(path).then().statusCode(201).extract().header("Location");
    }

    private Response refused(String body) {
        return with(key).body(body).post("/places");
    }

    private static RequestSpecification with(String key) {
        return given().auth()
                .oauth2(Tokens.admin())
                .contentType("application/json")
                .header("Idempotency-Key", key);
    }

    private static RequestSpecification text(String token) {
        return given().auth().oauth2(token).contentType("text/plain").body("x");
    }

    /** Whether it has an answer. */
    private static boolean query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute(sql) && statement.getResultSet().next();
        }
    }
}
