package org.compromiso.pledge.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a verdict means depends on whether the end date in force on the day of the decision has passed (domain.md). */
class VerdictTest {

    private static final LocalDate REGISTERED = LocalDate.of(2026, 12, 1);
    private static final LocalDate FIRST = LocalDate.of(2027, 6, 30);
    private static final LocalDate MOVED = LocalDate.of(2028, 6, 30);

    @ParameterizedTest
    @CsvSource({
        "no-evidence,,",
        "not-started,not-started,not-fulfilled",
        "limited,in-progress,partly-fulfilled",
        "substantial,in-progress,partly-fulfilled",
        "complete,fulfilled,fulfilled"
    })
    void a_verdict_is_read_before_and_after_the_end_date(String code, String before, String after) {
        var verdict = Verdict.of(code).orElseThrow();

        assertEquals(before, verdict.state(false));
        assertEquals(after, verdict.state(true));
    }

    @Test
    void a_verdict_nobody_knows_is_none() {
        assertTrue(Verdict.of("splendid").isEmpty());
    }

    @Test
    void on_the_last_day_itself_a_pledge_is_not_due() {
        var deadlines = Deadlines.promised(REGISTERED, FIRST);

        assertEquals(false, deadlines.dueOn(FIRST));
        assertEquals(true, deadlines.dueOn(FIRST.plusDays(1)));
    }

    @Test
    void the_end_date_in_force_on_the_day_counts_whatever_it_was_moved_to_later() {
        var movedOn = LocalDate.of(2027, 6, 15);
        var deadlines = Deadlines.promised(REGISTERED, FIRST).moved(movedOn, MOVED);

        assertEquals(FIRST, deadlines.inForceOn(movedOn.minusDays(1)));
        assertEquals(MOVED, deadlines.inForceOn(movedOn));
        assertEquals(FIRST, deadlines.inForceOn(REGISTERED.minusDays(10)));
        assertEquals(FIRST, deadlines.first());
        assertEquals(1, deadlines.timesMoved());
    }

    @Test
    void of_two_moves_on_one_day_the_last_counts() {
        var day = LocalDate.of(2027, 1, 10);
        var deadlines = Deadlines.promised(REGISTERED, FIRST).moved(day, MOVED).moved(day, FIRST.plusDays(5));

        assertEquals(FIRST.plusDays(5), deadlines.inForceOn(day));
        assertEquals(2, deadlines.timesMoved());
    }

    @Test
    void the_reviewers_voice_is_the_headline_and_without_evidence_the_entity_speaks_again() {
        var day = LocalDate.of(2027, 7, 1);
        var reported =
                Compliance.NOT_STARTED.reported(new Compliance.SelfReported("fulfilled", day, day, 1, List.of()));
        var limited = reported.assessed(new Compliance.Assessed("partly-fulfilled", day, "limited", 1));
        var nothing = limited.assessed(new Compliance.Assessed(null, day, "no-evidence", 2));

        assertEquals("not-started", Compliance.NOT_STARTED.headline());
        assertEquals("fulfilled", reported.headline());
        assertEquals("partly-fulfilled", limited.headline());
        assertEquals(false, limited.unverified());
        assertEquals("fulfilled", nothing.headline());
        assertEquals(true, nothing.unverified());
        assertEquals(false, nothing.isNews(2));
        assertEquals(true, nothing.isNews(3));
    }
}
