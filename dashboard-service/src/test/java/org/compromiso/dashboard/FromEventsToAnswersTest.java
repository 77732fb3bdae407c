package org.compromiso.dashboard;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Topic;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class FromEventsToAnswersTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void a_registered_pledge_appears() throws Exception {
        String value;
        try (var in = getClass()
                .getClassLoader()
                .getResourceAsStream("contracts/events/examples/org.compromiso.PledgeRegistered.v1/individual.json")) {
            value = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        new Topic(kafka, "compromiso.pledges.v1")
                .send(
                        UUID.randomUUID(),
                        "org.compromiso.PledgeRegistered.v1",
                        "P-2026-000001",
                        "P-2026-000001",
                        3,
                        value);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> given().get("/api/dashboard/pledges/P-2026-000001")
                                .then()
                                .statusCode(200)
                                .body(
                                        "title",
                                        equalTo(
                                                "ILO pledge: fair recruitment, skills and social protection for migrant workers")));
        for (var path : java.util.List.of(
                "/api/dashboard/pledges/P-2026-000001",
                "/api/dashboard/overview?groupBy=type,compliance,objective",
                "/api/dashboard/pledges",
                "/q/health/ready",
                "/api/reference",
                "/q/metrics")) {
            var r = given().get(path);
            System.out.println(path + " " + r.statusCode() + " " + r.headers() + "\n"
                    + r.asString().lines().limit(100).toList());
        }
    }
}
