package org.compromiso.pledge.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Due, overdue and silent follow from the calendar (domain.md, Two separate states). */
class ComplianceViewTest {

    private static final LocalDate REGISTERED = LocalDate.of(2026, 12, 1);
    private static final LocalDate ENDS = LocalDate.of(2028, 6, 30);

    @ParameterizedTest
    @CsvSource({"2028-06-29,false", "2028-06-30,false", "2028-07-01,true"})
    void due_is_the_day_after_the_end_date(LocalDate asOf, boolean due) {
        var view = on(asOf, Compliance.NOT_STARTED, true);

        assertEquals(due, view.due());
        assertEquals(due, view.overdue());
    }

    @ParameterizedTest
    @CsvSource({
        "fulfilled,false",
        "not-fulfilled,false",
        "partly-fulfilled,true",
        "in-progress,true",
        "not-started,true"
    })
    void overdue_is_what_is_due_and_not_closed(String headline, boolean overdue) {
        assertEquals(
                overdue, on(ENDS.plusDays(1), reported(headline, ENDS), true).overdue());
    }

    @Test
    void a_withdrawn_pledge_is_due_but_neither_overdue_nor_silent() {
        var view = on(ENDS.plusYears(3), Compliance.NOT_STARTED, false);

        assertEquals(true, view.due());
        assertEquals(false, view.overdue());
        assertEquals(false, view.silent());
    }

    @ParameterizedTest
    @CsvSource({"2027-11-30,false", "2027-12-01,true", "2027-12-02,true"})
    void silence_begins_twelve_months_after_the_registration(LocalDate asOf, boolean silent) {
        assertEquals(silent, on(asOf, Compliance.NOT_STARTED, true).silent());
    }

    @ParameterizedTest
    @CsvSource({"2028-03-09,false", "2028-03-10,true"})
    void a_report_breaks_the_silence_for_twelve_months_from_the_day_it_was_made(LocalDate asOf, boolean silent) {
        var compliance = Compliance.NOT_STARTED.reported(new Compliance.SelfReported(
                "in-progress", LocalDate.of(2026, 12, 31), LocalDate.of(2027, 3, 10), 1, List.of()));

        assertEquals(silent, on(asOf, compliance, true).silent());
    }

    @ParameterizedTest
    @CsvSource({"2029-02-27,false", "2029-02-28,true"})
    void a_year_after_the_29th_of_february_is_the_28th(LocalDate asOf, boolean silent) {
        var view = ComplianceView.of(Compliance.NOT_STARTED, LocalDate.of(2028, 2, 29), ENDS, true, asOf);

        assertEquals(silent, view.silent());
    }

    @Test
    void what_is_closed_is_not_silent() {
        assertEquals(
                false, on(ENDS.plusYears(2), reported("fulfilled", ENDS), true).silent());
    }

    private static Compliance reported(String state, LocalDate on) {
        return Compliance.NOT_STARTED.reported(new Compliance.SelfReported(state, on, on, 1, List.of()));
    }

    private static ComplianceView on(LocalDate asOf, Compliance compliance, boolean counted) {
        return ComplianceView.of(compliance, REGISTERED, ENDS, counted, asOf);
    }
}
