package org.compromiso.dashboard.overview;

import static org.compromiso.dashboard.fixtures.NaivePledges.count;
import static org.compromiso.dashboard.fixtures.Questions.written;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.compromiso.dashboard.columns.Dimension;
import org.compromiso.dashboard.columns.StreamedPledges;
import org.compromiso.dashboard.columns.StreamedPledges.Step;
import org.compromiso.dashboard.fixtures.NaivePledges;
import org.compromiso.dashboard.fixtures.Questions;

/** Overview against a naive count, whatever happens to stream and instance. */
class OverviewPropertiesTest {

    private static final int QUESTIONS = 12;

    @Property(tries = 25)
    void totals_and_groups_equal_a_naive_count(
            @ForAll long seed, @ForAll @IntRange(max = 60) int pledges, @ForAll @Size(max = 12) List<Step> steps) {
        var streamed = new StreamedPledges(seed, pledges, steps);
        var questions = new Questions(seed, streamed.naive());
        for (int i = 0; i < QUESTIONS; i++) {
            var question = new Overview.Question(questions.groupBy(4), questions.wanted());
            var day = questions.day();

            var answer = streamed.followed().read(columns -> written(Overview.of(columns, question, day)));

            assertEquals(
                    naive(streamed.naive().newest(), question, day), counted(answer, question), question + " " + day);
            // Another instance, which has never seen the stream, gives the same bytes.
            assertEquals(
                    answer.toString(),
                    streamed.loaded()
                            .read(columns -> written(Overview.of(columns, question, day)))
                            .toString());
        }
    }

    @Property(tries = 25)
    void a_day_gone_by_is_counted_as_it_was(
            @ForAll long seed, @ForAll @IntRange(max = 60) int pledges, @ForAll @Size(max = 6) List<Step> steps) {
        var streamed = new StreamedPledges(seed, pledges, steps);
        var questions = new Questions(seed, streamed.naive());
        for (int i = 0; i < QUESTIONS; i++) {
            var question = new Overview.Question(questions.groupBy(2), questions.wanted());
            var day = questions.day();

            var answer = streamed.inForceOn(day).read(columns -> written(Overview.of(columns, question, day)));

            assertEquals(
                    naive(streamed.naive().inForceOn(day), question, day),
                    counted(answer, question),
                    question + " " + day);
        }
    }

    private record Counted(List<Long> total, Map<List<String>, List<Long>> groups) {}

    private static Counted counted(JsonNode answer, Overview.Question question) {
        var groups = new HashMap<List<String>, List<Long>>();
        answer.get("groups").forEach(group -> {
            var codes = question.groupBy().stream()
                    .map(dimension -> group.get(dimension.label()).asText())
                    .toList();
            groups.put(codes, counts(group));
        });
        return new Counted(counts(answer), groups);
    }

    private static List<Long> counts(JsonNode of) {
        return List.of(of.get("pledges").asLong(), of.get("participations").asLong());
    }

    private static Counted naive(List<JsonNode> pledges, Overview.Question question, LocalDate day) {
        var matching = NaivePledges.matching(pledges, question.wanted(), day);
        var ones = new HashMap<List<String>, Long>();
        var entities = new HashMap<List<String>, Long>();
        var participations = 0L;
        for (var pledge : matching) {
            participations += pledge.get("participations").asLong();
            for (var group : groupsOf(pledge, question.groupBy())) {
                count(ones, group, 1);
                count(entities, group, pledge.get("participations").asLong());
            }
        }
        var groups = new HashMap<List<String>, List<Long>>();
        ones.forEach((group, pledgesIn) -> groups.put(group, List.of(pledgesIn, entities.get(group))));
        return new Counted(List.of((long) matching.size(), participations), groups);
    }

    private static List<List<String>> groupsOf(JsonNode pledge, List<Dimension> by) {
        List<List<String>> groups = by.isEmpty() ? List.of() : List.of(List.of());
        for (var dimension : by) {
            var longer = new ArrayList<List<String>>();
            for (var group : groups) {
                for (var code : NaivePledges.codes(dimension.label(), pledge)) {
                    var one = new ArrayList<>(group);
                    one.add(code);
                    longer.add(one);
                }
            }
            groups = longer;
        }
        return groups;
    }
}
