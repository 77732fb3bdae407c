package org.compromiso.pledge.amendment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.problem.Finding;
import org.compromiso.pledge.PledgeFixtures;
import org.compromiso.pledge.form.PledgeForm;
import org.junit.jupiter.api.Test;

/** Amendments obey the rules of submission on their own day; a date that has passed cannot be moved (domain.md). */
class AmendmentTest {

    private static final LocalDate STARTS = LocalDate.of(2026, 12, 1);
    private static final LocalDate ENDS = LocalDate.of(2027, 12, 31);
    private static final PledgeForm BEFORE = before();

    @Test
    void what_is_left_out_stays() {
        assertEquals(BEFORE, new Amendment(null, null, null, "why").appliedTo(BEFORE));
    }

    @Test
    void an_end_date_can_be_moved_until_its_last_day() {
        var after = new Amendment(null, null, ENDS.plusYears(1), "why").appliedTo(BEFORE);

        assertEquals(List.of(), Amendment.movedAlthoughPassed(BEFORE, after, ENDS));
        assertEquals(List.of("/endsOn"), Amendment.movedAlthoughPassed(BEFORE, after, ENDS.plusDays(1)));
        assertEquals(List.of(), Amendment.check(BEFORE, after, ENDS));
    }

    @Test
    void a_start_that_has_passed_and_a_goal_that_was_due_stay_where_they_were() {
        var goal = BEFORE.goals().get(0);
        var later = goal(goal.number(), goal.due().plusDays(30));
        var after = new Amendment(List.of(later), STARTS.plusDays(1), ENDS.plusYears(1), "why").appliedTo(BEFORE);

        assertEquals(List.of("/startsOn"), Amendment.movedAlthoughPassed(BEFORE, after, STARTS.plusDays(1)));
        assertEquals(
                List.of("/startsOn", "/endsOn", "/goals/0/due"),
                Amendment.movedAlthoughPassed(BEFORE, after, ENDS.plusDays(1)));
    }

    @Test
    void a_date_that_has_passed_may_be_sent_unchanged() {
        var after = new Amendment(BEFORE.goals(), STARTS, ENDS.plusYears(1), "why").appliedTo(BEFORE);

        assertEquals(List.of(), Amendment.movedAlthoughPassed(BEFORE, after, ENDS));
    }

    @Test
    void a_new_goal_is_no_move_of_an_old_one() {
        var after = new Amendment(
                        List.of(goal(1, LocalDate.of(2027, 12, 31)), goal(null, ENDS.plusDays(9))),
                        null,
                        ENDS.plusDays(10),
                        "why")
                .appliedTo(BEFORE);

        assertEquals(List.of(), Amendment.movedAlthoughPassed(BEFORE, after, ENDS));
        assertEquals(List.of(), Amendment.check(BEFORE, after, ENDS));
    }

    @Test
    void the_rules_of_submission_hold_on_the_day_of_the_amendment() {
        var late = new Amendment(List.of(), STARTS.plusYears(3), ENDS.plusDays(1), "why").appliedTo(BEFORE);

        assertEquals(
                List.of("/endsOn not-forward-looking", "/endsOn ends-before-start", "/goals goal-required"),
                codes(Amendment.check(BEFORE, late, ENDS.plusDays(1))));
    }

    @Test
    void a_goal_falls_due_within_the_new_dates() {
        var after = new Amendment(null, null, ENDS.minusDays(1), "why").appliedTo(BEFORE);

        assertEquals(List.of("/goals/0/due due-outside"), codes(Amendment.check(BEFORE, after, STARTS)));
    }

    @Test
    void an_amendment_changes_something() {
        assertEquals(List.of(" nothing-changed"), codes(Amendment.check(BEFORE, BEFORE, STARTS)));
    }

    @Test
    void what_an_amendment_cannot_change_does_not_stand_in_its_way() {
        var form = PledgeFixtures.completePledge().put("type", "joined").put("joins", "P-2026-000001");
        form.remove("contact");
        var before = Body.read(form, PledgeForm.class).valid();
        var after = new Amendment(null, null, ENDS.plusYears(1), "why").appliedTo(before);

        assertEquals(List.of(), codes(Amendment.check(before, after, STARTS)));
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream().map(f -> f.pointer() + " " + f.code()).toList();
    }

    private static PledgeForm.Goal goal(Integer number, LocalDate due) {
        return new PledgeForm.Goal(number, "Train", "trained", null, new BigDecimal("50"), "people", due);
    }

    private static PledgeForm before() {
        var form = PledgeFixtures.completePledge();
        ((ObjectNode) form.path("goals").path(0)).put("number", 1);
        return Body.read(form, PledgeForm.class).valid();
    }
}
