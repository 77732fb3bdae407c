package org.compromiso.pledge.coaching;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.compromiso.platform.problem.Messages;
import org.compromiso.pledge.form.PledgeForm;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An {@link Assessment} in the reader's language. */
@Schema(name = "Assessment", description = "SMART coaching: advice, part of no version; docs/coaching.md explains it")
public record AssessmentView(Level level, List<Advised> findings, List<OfGoal> goals) {

    /** One piece of advice. */
    @Schema(name = "AssessmentFinding")
    public record Advised(
            @Schema(description = "JSON Pointer to the field that would make it better", examples = "/goals/0/target")
            String pointer,

            @Schema(description = "Stable code; docs/coaching.md lists them", examples = "target-missing")
            String code,

            @Schema(description = "What it costs, of the 100 points of a pledge")
            int weight,

            @Schema(description = "What to do, in the language of Accept-Language (en, es, fr)")
            String message) {}

    /** A single goal, in the order of the form. */
    @Schema(name = "GoalAssessment")
    public record OfGoal(Level level, List<Advised> findings) {}

    private static final Map<String, Object> LIMITS = Map.of(
            "text", Assessment.SHORT_TEXT,
            "statement", Assessment.SHORT_STATEMENT,
            "indicator", Assessment.SHORT_INDICATOR,
            "description", Assessment.SHORT_DESCRIPTION,
            "years", Assessment.FAR);

    public static AssessmentView of(PledgeForm form, LocalDate today, Locale language) {
        var assessment = Assessment.of(form, today);
        return new AssessmentView(
                assessment.level(),
                advised(assessment.findings(), language),
                assessment.goals().stream()
                        .map(goal -> new OfGoal(goal.level(), advised(goal.findings(), language)))
                        .toList());
    }

    private static List<Advised> advised(List<Assessment.Remark> findings, Locale language) {
        return findings.stream()
                .map(finding -> new Advised(
                        finding.pointer(),
                        finding.advice().code(),
                        finding.advice().weight(),
                        Messages.text(language, "coaching." + finding.advice().code(), LIMITS)))
                .toList();
    }
}
