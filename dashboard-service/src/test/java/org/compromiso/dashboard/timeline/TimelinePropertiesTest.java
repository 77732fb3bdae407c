package org.compromiso.dashboard.timeline;

import static org.compromiso.dashboard.fixtures.NaivePledges.due;
import static org.compromiso.dashboard.fixtures.NaivePledges.headline;
import static org.compromiso.dashboard.fixtures.Questions.written;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.compromiso.dashboard.columns.StreamedPledges;
import org.compromiso.dashboard.columns.StreamedPledges.Step;
import org.compromiso.dashboard.fixtures.NaivePledges;
import org.compromiso.dashboard.fixtures.Questions;

/** The timeline against a naive count. */
class TimelinePropertiesTest {

    @Property(tries = 25)
    void periods_equal_a_naive_count(
            @ForAll long seed,
            @ForAll @IntRange(max = 60) int pledges,
            @ForAll @Size(max = 8) List<Step> steps,
            @ForAll boolean byYear) {
        var streamed = new StreamedPledges(seed, pledges, steps);
        var questions = new Questions(seed, streamed.naive());
        var question = new Timeline.Question(byYear ? "year" : "month", questions.wanted());
        var day = questions.day();

        var answer = streamed.followed().read(columns -> written(Timeline.of(columns, question, day)));

        var expected = new TreeMap<String, List<Long>>();
        for (var pledge : NaivePledges.matching(streamed.naive().newest(), question.wanted(), day)) {
            add(expected, pledge.get("registeredOn").asText(), byYear, 1, 0, 0);
            if (due(pledge, day)) {
                add(expected, pledge.get("endsOn").asText(), byYear, 0, 1, 0);
            }
            if (headline(pledge).equals("fulfilled")) {
                var assessed = pledge.at("/compliance/assessed/state").isTextual();
                var fulfilledOn =
                        pledge.at(assessed ? "/compliance/assessed/on" : "/compliance/selfReported/receivedOn");
                add(expected, fulfilledOn.asText(), byYear, 0, 0, 1);
            }
        }
        var answered = new TreeMap<String, List<Long>>();
        var sum = new long[3];
        for (var period : answer.get("periods")) {
            var counts = counts(period);
            answered.put(period.get("period").asText(), counts);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += counts.get(i);
                assertEquals(sum[i], counts(period.get("cumulative")).get(i));
            }
        }
        assertEquals(expected, answered);
    }

    private static void add(
            TreeMap<String, List<Long>> to, String day, boolean byYear, long registered, long due, long fulfilled) {
        var before = to.getOrDefault(day.substring(0, byYear ? 4 : 7), List.of(0L, 0L, 0L));
        to.put(
                day.substring(0, byYear ? 4 : 7),
                List.of(before.get(0) + registered, before.get(1) + due, before.get(2) + fulfilled));
    }

    private static List<Long> counts(JsonNode of) {
        return List.of(
                of.get("registered").asLong(),
                of.get("due").asLong(),
                of.get("fulfilled").asLong());
    }
}
