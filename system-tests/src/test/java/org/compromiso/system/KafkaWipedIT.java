package org.compromiso.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kafka loses everything it held while the system runs: what the services know is told again, and nothing is missed. */
@Tag("full")
@ExtendWith(RunningSystem.class)
class KafkaWipedIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<Integer> TELLERS =
            List.of(RunningSystem.PORTS.pledge(), RunningSystem.PORTS.practice(), RunningSystem.PORTS.review());

    private final Hub hub = new Hub();

    @Test
    void the_dashboard_goes_on_answering_and_has_everything_again_after_a_reemission() throws Exception {
        var pledge = hub.submitPledge("Known before the loss");
        var practice = hub.submitPractice("Conocida antes de la pérdida");
        decided(pledge, "accepted");
        decided(practice, "approved");
        awaitShown("/pledges/" + pledge);
        awaitShown("/practices/" + practice);
        var rows = ReadModels.rows();

        wipeKafka();

        await().atMost(SOON)
                .untilAsserted(() -> given().get(readiness())
                        .then()
                        .statusCode(503)
                        .body("checks.find { it.name == 'projection' }.data.reason", containsString("was made anew")));
        given().get(hub.dashboard() + "/pledges/" + pledge)
                .then()
                .statusCode(200)
                .body("title", equalTo("Known before the loss"));
        given().get(hub.dashboard() + "/practices/" + practice).then().statusCode(200);

        TELLERS.forEach(port -> hub.as("admin")
                .body("{}")
                .post(Hub.at(port) + "/api/operations/reemissions")
                .then()
                .statusCode(202));

        await().atMost(SOON).untilAsserted(() -> given().get(readiness()).then().statusCode(200));
        assertEquals(rows, ReadModels.rows());
        var next = hub.submitPledge("After the loss");
        decided(next, "accepted");
        awaitShown("/pledges/" + next);
    }

    /** Nothing of it may be left behind, and it must not come back before all is gone: so it is held, then killed. */
    private static void wipeKafka() throws Exception {
        var broker = RunningSystem.pid("kafka");
        RunningSystem.signal(broker, "STOP");
        RunningSystem.clear(RunningSystem.DATA.resolve("kafka/log"));
        RunningSystem.signal(broker, "KILL");
    }

    private void decided(String reference, String outcome) {
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        List.of(reference), hub.openCases(reference).path("items.subject.reference")));
        hub.decide(reference, outcome, null).then().statusCode(200);
    }

    private void awaitShown(String path) {
        await().atMost(SOON)
                .untilAsserted(() -> given().get(hub.dashboard() + path).then().statusCode(200));
    }

    private static String readiness() {
        return Hub.at(RunningSystem.PORTS.dashboard()) + "/q/health/ready";
    }
}
