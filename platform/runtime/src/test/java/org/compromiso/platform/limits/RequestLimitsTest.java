package org.compromiso.platform.limits;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Too many requests, seen from outside; a trusted proxy on this machine says whom it speaks for. */
@QuarkusTest
@WithTestResource(LocalServices.class)
@TestProfile(RequestLimitsTest.BehindAProxy.class)
class RequestLimitsTest {

    private static final int READS = 10;
    private static final int MANY = 200;
    private static final AtomicInteger ADDRESS = new AtomicInteger();

    /** Low limits, so that a test reaches them. */
    public static class BehindAProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "compromiso.limits.reads", Integer.toString(READS),
                    "compromiso.limits.writes", "5",
                    "compromiso.limits.routes.one.method", "POST",
                    "compromiso.limits.routes.one.path", "/api/operations/one",
                    "compromiso.limits.routes.one.requests", "3",
                    "compromiso.limits.routes.one.period", "PT1H",
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.allow-x-forwarded", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1");
        }
    }

    @Inject
    MeterRegistry meters;

    @Test
    void an_address_that_asks_too_much_is_told_when_to_try_again() {
        var address = address();
        var before = meters.counter("compromiso_limited", "by", "address").count();

        var refused =
                until429(() -> from(address).header("Accept-Language", "es").get("/api/nothing"));

        refused.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("type", equalTo("urn:compromiso:problem:too-many-requests"))
                .body("title", equalTo("Demasiadas solicitudes"))
                .body("detail", equalTo("Se pidió más de lo que se atiende a la vez. Inténtelo de nuevo en 1 s."));
        assertTrue(meters.counter("compromiso_limited", "by", "address").count() > before);
        from(address()).get("/api/nothing").then().statusCode(404);
    }

    @Test
    void an_account_is_limited_whatever_address_it_comes_from() {
        var token = Tokens.token("admin-1", List.of("admin"), Map.of());

        var refused = until429(() -> from(address()).auth().oauth2(token).get("/api/operations/outbox"));

        assertEquals(429, refused.statusCode());
        var other = Tokens.token("admin-2", List.of("admin"), Map.of());
        from(address())
                .auth()
                .oauth2(other)
                .get("/api/operations/outbox")
                .then()
                .statusCode(200);
    }

    @Test
    void an_address_is_limited_before_its_tokens_are_looked_at() {
        var address = address();

        var refused = until429(
                () -> from(address).header("Authorization", "Bearer a.b.c").get("/api/nothing"));

        assertEquals(429, refused.statusCode());
    }

    @Test
    void reads_and_writes_are_counted_apart() {
        var address = address();
        until429(() -> from(address).post("/api/nothing"));

        from(address).get("/api/nothing").then().statusCode(404);
    }

    @Test
    void a_route_may_have_a_limit_of_its_own_and_takes_nothing_from_the_others() {
        var address = address();
        for (int i = 0; i < 3; i++) {
            from(address).post("/api/operations/one").then().statusCode(404);
        }

        from(address).post("/api/operations/one").then().statusCode(429).header("Retry-After", "1200");
        from(address).post("/api/operations/one/").then().statusCode(429);
        from(address).post("/api/nothing").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/operations/on%65",
                "//api/operations/one",
                "/api//operations/./one",
                "/api/operations/one//"
            })
    void a_route_has_its_limit_however_it_is_written(String path) {
        var address = address();
        for (int i = 0; i < 3; i++) {
            from(address).post("/api/operations/one").then().statusCode(404);
        }

        from(address)
                .urlEncodingEnabled(false)
                .post("http://localhost:" + RestAssured.port + path)
                .then()
                .statusCode(429)
                .header("Retry-After", "1200");
    }

    @Test
    void health_metrics_and_preflights_are_exempt() {
        var address = address();
        until429(() -> from(address).get("/api/nothing"));

        for (int i = 0; i < 3 * READS; i++) {
            from(address).get("/q/health/live").then().statusCode(200);
            from(address).get("/q/openapi").then().statusCode(200);
            from(address)
                    .header("Origin", "https://hub.example.org")
                    .header("Access-Control-Request-Method", "GET")
                    .options("/api/nothing")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void a_browser_can_read_the_refusal() {
        var address = address();

        var refused = until429(
                () -> from(address).header("Origin", "https://hub.example.org").get("/api/nothing"));

        refused.then().statusCode(429).header("Access-Control-Allow-Origin", "https://hub.example.org");
    }

    private static Response until429(Supplier<Response> request) {
        for (int i = 0; i < MANY; i++) {
            var answer = request.get();
            if (answer.statusCode() == 429) {
                return answer;
            }
        }
        throw new AssertionError("Never refused in " + MANY + " requests");
    }

    private static RequestSpecification from(String address) {
        return given().header("X-Forwarded-For", address);
    }

    /** One that no other test uses. */
    private static String address() {
        return "203.0.113." + ADDRESS.incrementAndGet();
    }
}
