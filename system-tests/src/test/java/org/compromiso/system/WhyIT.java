package org.compromiso.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.compromiso.launcher.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./run --why}: one subject's way through the system. */
@ExtendWith(RunningSystem.class)
class WhyIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Hub hub = new Hub();

    @Test
    void tells_every_step_of_a_registered_pledge_in_the_order_of_time() throws Exception {
        var reference = hub.submitPledge("Why it is shown");
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        List.of(reference), hub.openCases(reference).path("items.subject.reference")));
        hub.decide(reference, "accepted", null).then().statusCode(200);
        await().atMost(SOON)
                .untilAsserted(() -> given().get(hub.dashboard() + "/pledges/" + reference)
                        .then()
                        .body("registration", equalTo("registered")));
        var told = new ArrayList<String>();
        // The dashboard may show an event before its sender has noted that it is sent, or a reader that it has it.
        await().atMost(SOON).untilAsserted(() -> {
            told.clear();
            told.addAll(why(RunningSystem.PORTS.postgres(), reference).lines());
            assertEquals(
                    5,
                    told.stream()
                            .filter(line -> line.contains("-service sent "))
                            .count(),
                    told::toString);
        });

        var id = "([-0-9a-f]{36})";
        var submitted = step(
                told,
                "pledge-service wrote org.compromiso.casework.PledgeSubmitted.v1 " + reference + " sequence 1 \\(" + id
                        + "\\) for compromiso.casework.v1");
        var decided = step(
                told,
                "review-service wrote org.compromiso.casework.ReviewCompleted.v1 " + id + " sequence 1 \\(" + id
                        + "\\) for compromiso.casework.v1");
        var registered = step(
                told,
                "pledge-service wrote org.compromiso.PledgeRegistered.v1 " + reference + " sequence 2 \\(" + id
                        + "\\) for compromiso.pledges.v1");
        var way = List.of(
                submitted,
                step(told, "review-service took in " + submitted.last() + " as casework"),
                decided,
                step(told, "pledge-service took in " + decided.last() + " as screening"),
                registered,
                step(
                        told,
                        "dashboard shows " + reference
                                + " version 2 as change \\d+ \\(org.compromiso.PledgeRegistered.v1\\)"));
        assertEquals(way.stream().sorted(Comparator.comparing(Step::line)).toList(), way, told::toString);
        for (var event : List.of(submitted, decided, registered)) {
            var sent = step(
                    told,
                    "(?:pledge|review)-service sent " + event.last()
                            + " to compromiso.(?:casework|pledges).v1, partition \\d, offset \\d+, attempts 0");
            assertTrue(sent.line() > event.line(), told::toString);
        }
        var times = told.stream()
                .limit(told.size() - 1)
                .map(line -> Instant.parse(line.substring(0, line.indexOf(' '))))
                .toList();
        assertEquals(times.stream().sorted().toList(), times);
        assertTrue(
                told.get(told.size() - 1)
                        .matches("The dashboard's row: version 2 of generation \\d+, registered, not-started;"
                                + " the newest change is \\d+"),
                told::toString);
    }

    @Test
    void says_so_when_nobody_has_heard_of_a_reference_or_nothing_runs() throws Exception {
        var unknown = why(RunningSystem.PORTS.postgres(), "P-2026-999999");
        assertEquals(
                List.of("No service has an event about P-2026-999999: it does not exist, or is still a draft."),
                unknown.lines());

        var nowhere = why(Ports.free().postgres(), "P-2026-999999");
        assertEquals(1, nowhere.exit());
        assertTrue(nowhere.text().contains("(is ./run running with this data folder?)"), nowhere.text());
    }

    /** Where in the story something stands, and the id that it ends with, if there is one. */
    private record Step(int line, String last) {}

    /** The one line that says so. */
    private static Step step(List<String> told, String what) {
        var pattern = Pattern.compile("\\S+Z  " + what);
        var steps = new ArrayList<Step>();
        for (int i = 0; i < told.size(); i++) {
            var matcher = pattern.matcher(told.get(i));
            if (matcher.matches()) {
                steps.add(new Step(i, matcher.groupCount() == 0 ? "" : matcher.group(matcher.groupCount())));
            }
        }
        assertEquals(1, steps.size(), () -> what + " in " + told);
        return steps.get(0);
    }

    private record Told(int exit, String text) {

        List<String> lines() {
            return text.lines().toList();
        }
    }

    private static Told why(int postgresPort, String reference) throws IOException, InterruptedException {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("compromiso.project"), "run").toString(),
                "--data",
                RunningSystem.DATA.toString(),
                "--postgres-port",
                Integer.toString(postgresPort),
                "--why",
                reference);
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = command.redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes());
        return new Told(process.waitFor(), text);
    }
}
