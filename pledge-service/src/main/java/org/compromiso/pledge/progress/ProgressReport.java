package org.compromiso.pledge.progress;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.compromiso.platform.codes.Code;
import org.compromiso.platform.json.Text;
import org.compromiso.platform.problem.Finding;
import org.compromiso.pledge.compliance.Evidence;
import org.compromiso.pledge.form.PledgeForm;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an entity says of its own pledge on one day (domain.md, Progress reports). Never edited: a correction is a new
 * report, and the latest one counts.
 *
 * @param on the day it speaks of: not in the future
 * @param state of the reference list compliance-states
 * @param closing nothing more is to come: then the state says how it ended
 * @param values what the goals' indicators have reached, each goal at most once
 * @param narrative what was done
 * @param evidence where anyone can look it up
 * @param obstacles what stood in the way
 */
@Schema(name = "ProgressReport")
public record ProgressReport(
        @NotNull(message = "required") LocalDate on,

        @NotNull(message = "required") @Code("compliance-states")
        String state,

        boolean closing,
        @Size(max = 50, message = "too-many") List<@Valid Value> values,
        @Text(max = 3000) String narrative,
        @Size(max = 50, message = "too-many") List<@Valid Evidence> evidence,
        @Text(max = 3000) String obstacles) {

    /** Before anything can be the end of a promise, it must have been tried. */
    private static final Set<String> NOT_AN_END = Set.of("not-started", "in-progress");

    /**
     * What a goal's indicator has reached.
     *
     * @param goal the goal's number
     * @param value decimal string, in the goal's unit
     */
    @Schema(name = "ReportedValue")
    public record Value(
            @NotNull(message = "required") Integer goal,

            @NotNull(message = "required") @Schema(implementation = String.class, examples = "20")
            BigDecimal value) {}

    public ProgressReport {
        values = values == null
                ? List.of()
                : values.stream().filter(Objects::nonNull).toList();
        evidence = evidence == null
                ? List.of()
                : evidence.stream().filter(Objects::nonNull).toList();
    }

    /** What depends on the pledge and the day. */
    List<Finding> check(PledgeForm pledge, LocalDate today) {
        var findings = new ArrayList<Finding>();
        if (on != null && on.isAfter(today)) {
            findings.add(Finding.at("/on", "in-the-future"));
        }
        if (closing && state != null && NOT_AN_END.contains(state)) {
            findings.add(Finding.at("/state", "closing-needs-an-end"));
        }
        var goals = pledge.goals().stream().map(PledgeForm.Goal::number).collect(Collectors.toSet());
        var reported = new HashSet<Integer>();
        for (int i = 0; i < values.size(); i++) {
            var goal = values.get(i).goal();
            if (goal != null && !goals.contains(goal)) {
                findings.add(Finding.at("/values/" + i + "/goal", "no-such-goal"));
            } else if (goal != null && !reported.add(goal)) {
                findings.add(Finding.at("/values/" + i + "/goal", "goal-twice"));
            }
        }
        return findings;
    }
}
