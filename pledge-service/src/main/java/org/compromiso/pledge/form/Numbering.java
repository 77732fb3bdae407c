package org.compromiso.pledge.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.compromiso.platform.problem.Finding;

/**
 * Gives goals their number and participants their id. A goal keeps its number through every change; a number is never
 * used again in its pledge (domain.md, Goals).
 *
 * @param form with every goal numbered and every participant identified
 * @param lastGoalNumber the highest number ever given in this pledge
 * @param findings numbers and ids that were sent and are not those of the pledge
 */
public record Numbering(PledgeForm form, int lastGoalNumber, List<Finding> findings) {

    /**
     * Numbers a form.
     *
     * @param form as sent
     * @param before what the pledge said before; null for a new one
     * @param lastGoalNumber the highest number given so far
     * @param ids where new ids come from
     */
    public static Numbering of(PledgeForm form, PledgeForm before, int lastGoalNumber, Supplier<UUID> ids) {
        var findings = new ArrayList<Finding>();
        var last = lastGoalNumber;
        var known = before == null
                ? Set.<Integer>of()
                : before.goals().stream().map(PledgeForm.Goal::number).collect(Collectors.toSet());
        var seen = new HashSet<Integer>();
        var goals = new ArrayList<PledgeForm.Goal>();
        for (var goal : form.goals()) {
            if (goal.number() == null) {
                goals.add(goal.withNumber(++last));
            } else {
                if (!known.contains(goal.number()) || !seen.add(goal.number())) {
                    findings.add(Finding.at("/goals/" + goals.size() + "/number", "unknown-goal"));
                }
                goals.add(goal);
            }
        }
        var identified = before == null
                ? Set.<UUID>of()
                : before.participants().stream().map(PledgeForm.Participant::id).collect(Collectors.toSet());
        var met = new HashSet<UUID>();
        var participants = new ArrayList<PledgeForm.Participant>();
        for (var participant : form.participants()) {
            if (participant.id() == null) {
                participants.add(participant.withId(ids.get()));
            } else {
                if (!identified.contains(participant.id()) || !met.add(participant.id())) {
                    findings.add(Finding.at("/participants/" + participants.size() + "/id", "unknown-participant"));
                }
                participants.add(participant);
            }
        }
        return new Numbering(form.with(participants, goals, form.contact(), form.secondContact()), last, findings);
    }
}
