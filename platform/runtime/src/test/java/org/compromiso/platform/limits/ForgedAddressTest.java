package org.compromiso.platform.limits;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.stream.IntStream;
import org.compromiso.platform.testing.LocalServices;
import org.junit.jupiter.api.Test;

/** Without a proxy that is configured, nobody is believed who says to be someone else. */
@QuarkusTest
@WithTestResource(LocalServices.class)
@TestProfile(ForgedAddressTest.Alone.class)
class ForgedAddressTest {

    /** Low limits and no proxy. */
    public static class Alone implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("compromiso.limits.reads", "10");
        }
    }

    @Test
    void a_client_cannot_get_around_its_limit_by_naming_other_addresses() {
        assertTrue(IntStream.range(0, 200)
                .map(i -> given().header("X-Forwarded-For", "203.0.113." + i)
                        .header("Forwarded", "for=203.0.113." + i)
                        .get("/api/nothing")
                        .statusCode())
                .anyMatch(status -> status == 429));
    }
}
