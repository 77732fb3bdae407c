package org.compromiso.dashboard.compliance;

import static org.compromiso.dashboard.fixtures.NaivePledges.date;
import static org.compromiso.dashboard.fixtures.NaivePledges.due;
import static org.compromiso.dashboard.fixtures.NaivePledges.headline;
import static org.compromiso.dashboard.fixtures.NaivePledges.overdue;
import static org.compromiso.dashboard.fixtures.NaivePledges.silent;
import static org.compromiso.dashboard.fixtures.Questions.written;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.compromiso.dashboard.columns.StreamedPledges;
import org.compromiso.dashboard.columns.StreamedPledges.Step;
import org.compromiso.dashboard.fixtures.NaivePledges;
import org.compromiso.dashboard.fixtures.Questions;

/** Compliance against a naive count, today and on days gone by. */
class CompliancePropertiesTest {

    private static final int QUESTIONS = 10;

    @Property(tries = 25)
    void rates_and_voices_equal_a_naive_count(
            @ForAll long seed, @ForAll @IntRange(max = 60) int pledges, @ForAll @Size(max = 8) List<Step> steps) {
        var streamed = new StreamedPledges(seed, pledges, steps);
        var questions = new Questions(seed, streamed.naive());
        for (int i = 0; i < QUESTIONS; i++) {
            var question = new Compliance.Question(questions.wanted());
            var day = questions.day();

            var today = streamed.followed().read(columns -> written(Compliance.of(columns, question, day)));
            var then = streamed.inForceOn(day).read(columns -> written(Compliance.of(columns, question, day)));

            assertFigures(streamed.naive().newest(), question, day, today);
            assertFigures(streamed.naive().inForceOn(day), question, day, then);
        }
    }

    private static void assertFigures(
            List<JsonNode> pledges, Compliance.Question question, LocalDate day, JsonNode answer) {
        var matching = NaivePledges.matching(pledges, question.wanted(), day);
        assertEquals(matching.size(), answer.get("pledges").asLong());
        assertRate(matching, p -> due(p, day), answer);
        assertRate(matching, p -> due(p, day) && !silent(p, day), answer.get("withoutSilent"));
        assertRate(matching, p -> date(p, "firstEndsOn").isBefore(day), answer.get("firstPromised"));
        assertEquals(
                count(matching, p -> overdue(p, day)), answer.get("overdue").asLong());
        assertEquals(count(matching, p -> silent(p, day)), answer.get("silent").asLong());
        assertEquals(
                count(matching, p -> p.get("timesMoved").asInt() > 0),
                answer.get("moved").asLong());
        assertEquals(
                matching.stream().mapToLong(p -> p.get("timesMoved").asLong()).sum(),
                answer.get("timesMoved").asLong());
        assertEquals(
                count(matching, p -> p.at("/compliance/unverified").asBoolean()),
                answer.get("unverified").asLong());
        var voices = new HashMap<List<String>, Long>();
        for (var pledge : matching) {
            var assessed = pledge.at("/compliance/assessed");
            NaivePledges.count(
                    voices,
                    List.of(
                            pledge.at("/compliance/selfReported/state").asText("-"),
                            assessed.isObject() ? assessed.get("state").asText("no-evidence") : "-"),
                    1);
        }
        var answered = new HashMap<List<String>, Long>();
        answer.get("voices")
                .forEach(each -> answered.put(
                        List.of(
                                each.get("selfReported").asText("-"),
                                each.get("assessed").asText("-")),
                        each.get("pledges").asLong()));
        assertEquals(voices, answered);
    }

    private static void assertRate(List<JsonNode> pledges, Predicate<JsonNode> due, JsonNode answer) {
        var all = count(pledges, due);
        var fulfilled = count(pledges, due.and(p -> headline(p).equals("fulfilled")));
        assertEquals(all, answer.get("due").asLong());
        assertEquals(fulfilled, answer.get("fulfilled").asLong());
        if (all == 0) {
            assertTrue(answer.get("rate").isNull());
        } else {
            assertEquals((double) fulfilled / all, answer.get("rate").asDouble(), 0.00005);
        }
    }

    private static long count(List<JsonNode> pledges, Predicate<JsonNode> which) {
        return pledges.stream().filter(which).count();
    }
}
