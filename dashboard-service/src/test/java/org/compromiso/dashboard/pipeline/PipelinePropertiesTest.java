package org.compromiso.dashboard.pipeline;

import static org.compromiso.dashboard.fixtures.Questions.written;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.compromiso.dashboard.columns.StreamedPledges;
import org.compromiso.dashboard.columns.StreamedPledges.Step;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.NaivePledges;

/** The pipeline against a naive count over the events. */
class PipelinePropertiesTest {

    private static final String ALL = "all";

    @Property(tries = 25)
    void months_equal_a_naive_count(
            @ForAll long seed, @ForAll @IntRange(max = 60) int pledges, @ForAll @Size(max = 8) List<Step> steps) {
        var streamed = new StreamedPledges(seed, pledges, steps);

        var answer = written(new PipelineReads(StreamedPledges.pool())
                .pipeline(LocalDate.of(2026, 11, 21))
                .await()
                .atMost(Duration.ofSeconds(20)));

        var months = new TreeMap<String, Month>();
        months.put(ALL, new Month());
        var submittedOn = new HashMap<String, LocalDate>();
        for (var event : streamed.naive().events()) {
            var what = NaivePledges.json(event.value()).get("what");
            var day = LocalDate.parse(what.get("on").asText());
            for (var name : List.of(ALL, day.toString().substring(0, 7))) {
                var month = months.computeIfAbsent(name, n -> new Month());
                switch (event.type()) {
                    case "org.compromiso.PledgeSubmitted.v1" -> {
                        submittedOn.put(event.subject() + what.get("submission"), day);
                        month.submissions++;
                        month.resubmissions += what.get("submission").asInt() > 1 ? 1 : 0;
                    }
                    case Event.REGISTERED -> {
                        month.registered++;
                        month.days.add(ChronoUnit.DAYS.between(
                                submittedOn.get(event.subject() + what.get("submission")), day));
                    }
                    case Event.ASSESSED -> month.verdicts++;
                    default -> {
                        // not told of
                    }
                }
            }
        }
        assertMonth(months.remove(ALL), answer.get("total"));
        months.values().removeIf(month -> month.submissions + month.registered + month.verdicts == 0);
        assertEquals(List.copyOf(months.keySet()), answer.get("months").findValuesAsText("month"));
        for (var month : answer.get("months")) {
            assertMonth(months.get(month.get("month").asText()), month.get("figures"));
        }
    }

    private static void assertMonth(Month expected, JsonNode answered) {
        assertEquals(expected.submissions, answered.get("submissions").asLong());
        assertEquals(expected.resubmissions, answered.get("resubmissions").asLong());
        assertEquals(expected.registered, answered.get("registered").asLong());
        assertEquals(expected.verdicts, answered.get("verdicts").asLong());
        assertEquals(
                expected.median(),
                answered.get("medianDays").isNull()
                        ? null
                        : (Double) answered.get("medianDays").asDouble());
    }

    private static final class Month {
        private long submissions;
        private long resubmissions;
        private long registered;
        private long verdicts;
        private final List<Long> days = new ArrayList<>();

        Double median() {
            var sorted = days.stream().sorted().toList();
            var size = sorted.size();
            return size == 0 ? null : (Double) ((sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2.0);
        }
    }
}
