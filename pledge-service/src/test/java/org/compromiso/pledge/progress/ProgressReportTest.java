package org.compromiso.pledge.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.compromiso.platform.json.Body;
import org.compromiso.pledge.PledgeFixtures;
import org.compromiso.pledge.form.PledgeForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a progress report may say (domain.md, Progress reports). */
class ProgressReportTest {

    private static final LocalDate TODAY = LocalDate.of(2027, 6, 30);

    @ParameterizedTest
    @CsvSource({"2027-06-30,''", "2027-01-01,''", "2027-07-01,/on in-the-future"})
    void a_report_speaks_of_today_or_before(LocalDate on, String expected) {
        assertEquals(expected, findings(report(on, "in-progress", false)));
    }

    @ParameterizedTest
    @CsvSource({
        "not-started,/state closing-needs-an-end",
        "in-progress,/state closing-needs-an-end",
        "partly-fulfilled,''",
        "fulfilled,''",
        "not-fulfilled,''"
    })
    void a_closing_report_says_how_it_ended(String state, String expected) {
        assertEquals(expected, findings(report(TODAY, state, true)));
        assertEquals("", findings(report(TODAY, state, false)));
    }

    @Test
    void a_closing_report_without_a_state_is_told_that_the_state_is_missing_and_nothing_else() {
        assertEquals("", findings(report(TODAY, null, true)));
    }

    @Test
    void values_are_of_goals_that_the_pledge_has_each_once() {
        var values = List.of(value(1), value(1), value(7));
        var report = new ProgressReport(TODAY, "in-progress", false, values, null, null, null);

        assertEquals("/values/1/goal goal-twice,/values/2/goal no-such-goal", findings(report));
    }

    private static ProgressReport.Value value(int goal) {
        return new ProgressReport.Value(goal, BigDecimal.TEN);
    }

    private static ProgressReport report(LocalDate on, String state, boolean closing) {
        return new ProgressReport(on, state, closing, null, null, null, null);
    }

    private static String findings(ProgressReport report) {
        var form = PledgeFixtures.completePledge();
        ((ObjectNode) form.path("goals").path(0)).put("number", 1);
        var pledge = Body.read(form, PledgeForm.class).valid();
        return String.join(
                ",",
                report.check(pledge, TODAY).stream()
                        .map(f -> f.pointer() + " " + f.code())
                        .toList());
    }
}
