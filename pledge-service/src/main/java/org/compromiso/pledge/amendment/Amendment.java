package org.compromiso.pledge.amendment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.compromiso.platform.json.Text;
import org.compromiso.platform.problem.Finding;
import org.compromiso.pledge.form.Completeness;
import org.compromiso.pledge.form.PledgeForm;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Other goals or dates for a registered pledge (domain.md, Amendments). What is left out stays as it is.
 *
 * @param goals all goals from now on: one with its {@code number} stays that goal, one without is new, one left out
 *     ends and its reports stay
 * @param startsOn first day
 * @param endsOn last day
 * @param reason why, 3 to 3,000 characters; it stands in the public history
 */
@Schema(name = "PledgeAmendment")
public record Amendment(
        @Size(max = 50, message = "too-many") List<PledgeForm.@Valid Goal> goals,
        LocalDate startsOn,
        LocalDate endsOn,

        @NotNull(message = "required") @Text(min = 3, max = 3000)
        String reason) {

    /** What the pledge would say. */
    PledgeForm appliedTo(PledgeForm form) {
        return form.amended(
                goals == null ? form.goals() : goals,
                startsOn == null ? form.startsOn() : startsOn,
                endsOn == null ? form.endsOn() : endsOn);
    }

    /**
     * Pointers to dates that have passed and would be moved: nobody gets out of a promise by moving a date that is over.
     */
    static List<String> movedAlthoughPassed(PledgeForm before, PledgeForm after, LocalDate today) {
        var moved = new ArrayList<String>();
        if (moves(before.startsOn(), after.startsOn(), today)) {
            moved.add("/startsOn");
        }
        if (moves(before.endsOn(), after.endsOn(), today)) {
            moved.add("/endsOn");
        }
        var dueBefore = new HashMap<Integer, LocalDate>();
        before.goals().forEach(goal -> dueBefore.put(goal.number(), goal.due()));
        for (int i = 0; i < after.goals().size(); i++) {
            var goal = after.goals().get(i);
            if (moves(dueBefore.get(goal.number()), goal.due(), today)) {
                moved.add("/goals/" + i + "/due");
            }
        }
        return moved;
    }

    private static boolean moves(LocalDate before, LocalDate after, LocalDate today) {
        return before != null && before.isBefore(today) && !before.equals(after);
    }

    /** The rules of submission, as far as they are about what an amendment can change, on the day of the amendment. */
    static List<Finding> check(PledgeForm before, PledgeForm after, LocalDate today) {
        if (after.equals(before)) {
            return List.of(Finding.at("", "nothing-changed"));
        }
        return Completeness.check(after, today, Optional.empty()).stream()
                .filter(finding -> finding.pointer().startsWith("/goals")
                        || finding.pointer().equals("/startsOn")
                        || finding.pointer().equals("/endsOn"))
                .toList();
    }
}
