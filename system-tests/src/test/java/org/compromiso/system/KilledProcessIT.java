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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kill any process at any moment: every submission that was acknowledged is there afterwards, exactly once. */
@ExtendWith(RunningSystem.class)
class KilledProcessIT {

    /** How long a process may take to be back, on a machine that has other things to do. */
    private static final Duration RECOVERY = Duration.ofMinutes(3);

    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final Hub hub = new Hub();

    @ParameterizedTest
    @ValueSource(strings = {"pledge-service", "kafka"})
    void no_acknowledged_submission_is_lost_or_doubled(String victim) throws Exception {
        killedDuringAStreamOfSubmissions(victim);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"practice-service", "review-service", "dashboard-service", "keycloak", "postgres"})
    void nor_when_any_other_process_is_killed(String victim) throws Exception {
        killedDuringAStreamOfSubmissions(victim);
    }

    private void killedDuringAStreamOfSubmissions(String victim) throws Exception {
        var going = new AtomicBoolean(true);
        var pledges = new Stream(going, hub::submitPledge);
        var practices = new Stream(going, hub::submitPractice);
        pledges.start();
        practices.start();
        pledges.awaitMore();
        practices.awaitMore();

        var killed = RunningSystem.pid(victim);
        RunningSystem.signal(killed, "KILL");

        await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(() -> RunningSystem.processes().containsKey(victim) && RunningSystem.pid(victim) != killed);
        pledges.awaitMore();
        practices.awaitMore();
        going.set(false);
        pledges.join();
        practices.join();

        // Tokens of this one are from after the kill.
        var later = new Hub();
        await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(() -> later.openCases(pledges.last()).statusCode() == 200);
        await().atMost(MINUTE).ignoreExceptions().untilAsserted(() -> {
            for (var reference : pledges.acknowledged()) {
                assertEquals(1, casesOf(later, reference).size(), reference);
            }
            for (var reference : practices.acknowledged()) {
                assertEquals(1, casesOf(later, reference).size(), reference);
            }
        });
        later.decide(pledges.last(), "accepted", null).then().statusCode(200);
        later.decide(practices.last(), "approved", null).then().statusCode(200);
        await().atMost(MINUTE).ignoreExceptions().untilAsserted(() -> {
            given().get(hub.dashboard() + "/pledges/" + pledges.last())
                    .then()
                    .statusCode(200)
                    .body("registration", equalTo("registered"));
            given().get(hub.dashboard() + "/practices/" + practices.last())
                    .then()
                    .statusCode(200);
        });
    }

    private static List<?> casesOf(Hub hub, String reference) {
        return hub.as("secretariat")
                .queryParam("subject", reference)
                .get(hub.reviews())
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    /** Submits one after the other. Only what was answered with 200 counts; all else may or may not have happened. */
    private static final class Stream extends Thread {

        private final List<String> acknowledged = new CopyOnWriteArrayList<>();
        private final AtomicBoolean going;
        private final UnaryOperator<String> submit;

        Stream(AtomicBoolean going, UnaryOperator<String> submit) {
            super("submissions");
            this.going = going;
            this.submit = submit;
        }

        @Override
        public void run() {
            while (going.get()) {
                try {
                    acknowledged.add(submit.apply("Stream " + UUID.randomUUID()));
                } catch (Exception | AssertionError refused) {
                    // A server is away: the next one may go through.
                    Thread.onSpinWait();
                }
            }
        }

        void awaitMore() {
            var before = acknowledged.size();
            await().atMost(RECOVERY).until(() -> acknowledged.size() >= before + 5);
        }

        List<String> acknowledged() {
            return acknowledged;
        }

        String last() {
            return acknowledged.get(acknowledged.size() - 1);
        }
    }
}
