package org.compromiso.pledge.coaching;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.compromiso.platform.testing.LocalServices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Coaching is for people who write: 60 a minute (api.md), as the service is configured. */
@QuarkusTest
@WithTestResource(LocalServices.class)
@TestProfile(AssessmentLimitTest.BehindAProxy.class)
class AssessmentLimitTest {

    private static final int EVEN_ON_A_SLOW_MACHINE = 2_000;
    private static final AtomicInteger ADDRESS = new AtomicInteger(10);

    /** Each test comes from an address of its own. */
    public static class BehindAProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.allow-x-forwarded", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1");
        }
    }

    @Test
    void after_sixty_one_waits_a_second_and_only_for_the_coaching() {
        var served = IntStream.range(0, EVEN_ON_A_SLOW_MACHINE)
                .map(i -> assess("203.0.113.1").extract().statusCode())
                .takeWhile(status -> status == 200)
                .count();

        assertTrue(served >= 60 && served < EVEN_ON_A_SLOW_MACHINE, () -> "served: " + served);
        assess("203.0.113.2").statusCode(200);
        given().header("X-Forwarded-For", "203.0.113.1")
                .get("/api/pledges/P-1999-000001")
                .then()
                .statusCode(404);
    }

    @Test
    void the_refusal_says_when_to_try_again() {
        var refused = IntStream.range(0, EVEN_ON_A_SLOW_MACHINE)
                .mapToObj(i -> assess("203.0.113.3"))
                .filter(answer -> answer.extract().statusCode() == 429)
                .findFirst()
                .orElseThrow();

        refused.header("Retry-After", "1").body("type", equalTo("urn:compromiso:problem:too-many-requests"));
    }

    /** However the path is written: it is the same one, or none. */
    @ParameterizedTest
    @CsvSource({
        "/api/pledges/assessment/, 429",
        "//api/pledges//assessment, 429",
        "/api/./pledges/x/../assessment, 429",
        "/%61pi/pledges/assessmen%74, 429",
        "/api/pledges/assessment;x=1, 404",
        "/api;x/pledges/assessment, 404",
        "/api;x/pledges%2Fassessment, 404",
        "/api/pledges/;/assessment, 404",
        "/api/pledges/assessment%3Bx=1, 405",
        "/API/pledges/assessment, 404",
    })
    void no_way_of_writing_the_path_gets_around_the_limit(String path, int status) {
        var address = "203.0.113." + ADDRESS.incrementAndGet();

        var first = IntStream.range(0, EVEN_ON_A_SLOW_MACHINE)
                .map(i -> assess(address, path).extract().statusCode())
                .filter(answer -> answer != 200)
                .findFirst();

        assertEquals(status, first.orElse(200));
    }

    private static ValidatableResponse assess(String address) {
        return assess(address, "/api/pledges/assessment");
    }

    private static ValidatableResponse assess(String address, String path) {
        return given().header("X-Forwarded-For", address)
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{}")
                .post("http://localhost:" + RestAssured.port + path)
                .then();
    }
}
