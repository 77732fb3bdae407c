package org.compromiso.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kill any process at any moment: within a minute the system does all of its work again, every submission that was
 * acknowledged is there exactly once, and so is every event.
 */
@ExtendWith(RunningSystem.class)
class KilledProcessIT {

    private final Hub hub = new Hub();

    @ParameterizedTest
    @ValueSource(strings = {"pledge-service", "kafka", "postgres"})
    void no_acknowledged_submission_is_lost_or_doubled(String victim) throws Exception {
        killedDuringAStreamOfSubmissions(victim);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"practice-service", "review-service", "dashboard-service", "keycloak"})
    void nor_when_any_other_process_is_killed(String victim) throws Exception {
        killedDuringAStreamOfSubmissions(victim);
    }

    private void killedDuringAStreamOfSubmissions(String victim) throws Exception {
        var outboxes = Outboxes.fromNowOn();
        var going = new AtomicBoolean(true);
        var pledges = new Stream(going, hub::submitPledge);
        var practices = new Stream(going, hub::submitPractice);
        pledges.start();
        practices.start();
        await().atMost(Recovery.LONGEST)
                .until(() -> pledges.acknowledged().size() >= 5
                        && practices.acknowledged().size() >= 5);

        var killed = RunningSystem.pid(victim);
        RunningSystem.signal(killed, "KILL");
        var recovery = new Recovery(victim);

        recovery.await(
                "started again",
                () -> RunningSystem.processes().containsKey(victim) && RunningSystem.pid(victim) != killed);
        var ofPledges = pledges.acknowledged().size();
        var ofPractices = practices.acknowledged().size();
        recovery.await(
                "five more of each acknowledged",
                () -> pledges.acknowledged().size() >= ofPledges + 5
                        && practices.acknowledged().size() >= ofPractices + 5);
        going.set(false);
        pledges.join();
        practices.join();

        // Tokens of this one are from after the kill.
        var later = new Hub();
        recovery.await("new tokens", () -> later.openCases(pledges.last()).statusCode() == 200);
        var acknowledged = new ArrayDeque<>(pledges.acknowledged());
        acknowledged.addAll(practices.acknowledged());
        recovery.await("a case for each", () -> {
            while (!acknowledged.isEmpty()
                    && !casesOf(later, acknowledged.peek()).isEmpty()) {
                acknowledged.pop();
            }
            return acknowledged.isEmpty();
        });
        later.decide(pledges.last(), "accepted", null).then().statusCode(200);
        later.decide(practices.last(), "approved", null).then().statusCode(200);
        recovery.await(
                "decisions on the dashboard",
                () -> "registered"
                                .equals(given().get(hub.dashboard() + "/pledges/" + pledges.last())
                                        .path("registration"))
                        && given().get(hub.dashboard() + "/practices/" + practices.last())
                                        .statusCode()
                                == 200);
        recovery.await("every event sent", outboxes::areSent);

        for (var stream : List.of(pledges, practices)) {
            for (var reference : stream.acknowledged()) {
                assertEquals(1, casesOf(later, reference).size(), reference);
            }
        }
        var events = outboxes.assertToldOnce();
        RunningSystem.LOG.info("%s; %d pledges and %d practices acknowledged; %s"
                .formatted(
                        recovery,
                        pledges.acknowledged().size(),
                        practices.acknowledged().size(),
                        events));
    }

    /** What works again since a kill, and after how many seconds. Everything has to within a minute. */
    private static final class Recovery {

        static final Duration LONGEST = Duration.ofMinutes(1);

        private final long kill = System.nanoTime();
        private final StringBuilder story;

        Recovery(String victim) {
            story = new StringBuilder(victim + " killed");
        }

        void await(String what, Callable<Boolean> works) {
            var left = LONGEST.minusNanos(System.nanoTime() - kill);
            assertTrue(left.toMillis() > 0, () -> story + "; no time left for: " + what);
            Awaitility.await(what)
                    .pollDelay(Duration.ZERO)
                    .atMost(left)
                    .ignoreExceptions()
                    .until(works);
            story.append("; %s after %.1f s".formatted(what, (System.nanoTime() - kill) / 1e9));
        }

        @Override
        public String toString() {
            return story.toString();
        }
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
                    // A server is away: the next one may go through. Asking without a pause would take a core from it.
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                }
            }
        }

        List<String> acknowledged() {
            return acknowledged;
        }

        String last() {
            return acknowledged.get(acknowledged.size() - 1);
        }
    }
}
