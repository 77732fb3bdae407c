package org.compromiso.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kill any process at any moment: every submission that was acknowledged is there afterwards, exactly once. */
@ExtendWith(RunningSystem.class)
class KilledProcessIT {

    private final Hub hub = new Hub();

    @ParameterizedTest
    @ValueSource(strings = {"pledge-service", "review-service", "dashboard-service", "kafka", "postgres"})
    void no_acknowledged_submission_is_lost_or_doubled(String victim) throws Exception {
        var acknowledged = new CopyOnWriteArrayList<String>();
        var going = new AtomicBoolean(true);
        var stream = new Thread(() -> submitWhile(going, acknowledged), "submissions");
        stream.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() >= 5);

        var killed = RunningSystem.pid(victim);
        RunningSystem.signal(killed, "KILL");

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> RunningSystem.processes().containsKey(victim) && RunningSystem.pid(victim) != killed);
        var before = acknowledged.size();
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= before + 5);
        going.set(false);
        stream.join();

        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            for (var reference : acknowledged) {
                assertEquals(1, casesOf(reference).size(), reference);
            }
        });
        var one = acknowledged.get(acknowledged.size() - 1);
        hub.decide(one, "accepted", null).then().statusCode(200);
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> given().get(hub.dashboard() + "/pledges/" + one)
                        .then()
                        .statusCode(200)
                        .body("registration", equalTo("registered")));
    }

    /** Only what was answered with 200 counts as acknowledged; everything else may or may not have happened. */
    private void submitWhile(AtomicBoolean going, List<String> acknowledged) {
        while (going.get()) {
            try {
                acknowledged.add(hub.submitPledge("Stream " + UUID.randomUUID()));
            } catch (Exception | AssertionError refused) {
                // A server is away: the next one may go through.
                Thread.onSpinWait();
            }
        }
    }

    private List<?> casesOf(String reference) {
        return hub.as("secretariat")
                .queryParam("subject", reference)
                .get(hub.reviews())
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }
}
