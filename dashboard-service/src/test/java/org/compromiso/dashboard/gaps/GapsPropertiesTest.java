package org.compromiso.dashboard.gaps;

import static org.compromiso.dashboard.fixtures.Questions.written;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.compromiso.dashboard.columns.Dimension;
import org.compromiso.dashboard.columns.StreamedPledges;
import org.compromiso.dashboard.columns.StreamedPledges.Step;
import org.compromiso.dashboard.fixtures.NaivePledges;
import org.compromiso.dashboard.fixtures.PledgeLives;
import org.compromiso.dashboard.fixtures.Questions;

/** Every cell against a naive count, empty ones too. */
class GapsPropertiesTest {

    private static final List<Dimension> LISTED = Dimension.GROUPABLE.values().stream()
            .filter(dimension -> dimension.list() != null && dimension != Dimension.COUNTRY)
            .toList();

    @Property(tries = 25)
    void cells_equal_a_naive_count(
            @ForAll long seed, @ForAll @IntRange(max = 60) int pledges, @ForAll @Size(max = 8) List<Step> steps) {
        var streamed = new StreamedPledges(seed, pledges, steps);
        var questions = new Questions(seed, streamed.naive());
        var question = new Gaps.Question(questions.two(LISTED), questions.wanted());
        var day = questions.day();

        var answer = streamed.followed().read(columns -> written(Gaps.of(columns, question, day)));

        var rows = question.across().get(0);
        var across = question.across().get(1);
        var matching = NaivePledges.matching(streamed.naive().newest(), question.wanted(), day);
        var cells = answer.get("cells").elements();
        var empty = 0;
        for (var row : PledgeLives.codes(rows.list())) {
            for (var column : PledgeLives.codes(across.list())) {
                var cell = cells.next();
                assertEquals(row, cell.get(rows.label()).asText());
                assertEquals(column, cell.get(across.label()).asText());
                var expected = matching.stream()
                        .filter(p -> NaivePledges.codes(rows.label(), p).contains(row)
                                && NaivePledges.codes(across.label(), p).contains(column))
                        .toList();
                assertEquals(expected.size(), cell.get("pledges").asInt());
                assertEquals(
                        expected.stream()
                                .mapToInt(pledge -> pledge.get("participations").asInt())
                                .sum(),
                        cell.get("participations").asInt());
                empty += expected.isEmpty() ? 1 : 0;
            }
        }
        assertEquals(false, cells.hasNext());
        assertEquals(empty, answer.get("empty").asInt());
    }
}
