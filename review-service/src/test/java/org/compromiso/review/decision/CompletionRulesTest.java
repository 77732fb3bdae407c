package org.compromiso.review.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.compromiso.platform.codes.CodeLists;
import org.compromiso.platform.problem.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompletionRulesTest {

    @Test
    void outcomes_are_those_that_the_list_gives_a_purpose() {
        assertEquals(Set.of("accepted", "returned", "rejected"), Purpose.SCREENING.outcomes());
        assertEquals(Set.of("approved", "returned", "rejected"), Purpose.PEER_REVIEW.outcomes());
    }

    @ParameterizedTest
    @EnumSource(
            value = Purpose.class,
            names = {"SCREENING", "PEER_REVIEW"})
    void every_criterion_of_the_purpose_may_be_answered_once(Purpose purpose) {
        var answers = CodeLists.codes(purpose.criteriaList()).stream()
                .map(criterion -> new CriterionAnswer(criterion, "partly", null))
                .toList();

        assertEquals(List.of(), CompletionRules.findings(purpose, decision("returned", "More.", answers)));
    }

    @ParameterizedTest
    @CsvSource({
        "SCREENING, accepted, true", "SCREENING, returned, false", "SCREENING, rejected, false",
        "PEER_REVIEW, approved, true", "PEER_REVIEW, returned, false", "PEER_REVIEW, rejected, false"
    })
    void only_what_passes_needs_no_comment(Purpose purpose, String outcome, boolean mayBeSilent) {
        var findings = CompletionRules.findings(purpose, decision(outcome, null, List.of()));

        assertEquals(mayBeSilent ? List.of() : List.of(Finding.at("/comment", "comment-required")), findings);
    }

    @Test
    void criteria_may_be_left_out() {
        assertTrue(CompletionRules.findings(Purpose.SCREENING, new Completion("accepted", null, null, null))
                .isEmpty());
    }

    @Test
    void everything_wrong_is_found_at_once() {
        var answers = List.of(
                new CriterionAnswer("concrete", "yes", null),
                new CriterionAnswer("concrete", null, null),
                new CriterionAnswer("relevance", "no", null));

        var findings =
                CompletionRules.findings(Purpose.SCREENING, new Completion("approved", "complete", answers, null));

        assertEquals(
                List.of(
                        "/outcome outcome-of-other-purpose",
                        "/verdict verdict-not-here",
                        "/criteria/1/criterion criterion-twice",
                        "/criteria/1/met required",
                        "/criteria/2/criterion unknown-code"),
                findings.stream().map(f -> f.pointer() + " " + f.code()).toList());
    }

    @Test
    void every_verdict_ends_a_review_of_compliance_without_a_comment() {
        for (var verdict : CodeLists.codes("verdicts")) {
            var findings = CompletionRules.findings(Purpose.COMPLIANCE, new Completion(null, verdict, null, null));

            assertEquals(List.of(), findings, verdict);
        }
    }

    @Test
    void a_review_of_compliance_has_a_verdict_and_nothing_else() {
        var answers = List.of(new CriterionAnswer("concrete", "yes", null));

        var findings = CompletionRules.findings(Purpose.COMPLIANCE, new Completion("accepted", null, answers, null));

        assertEquals(
                List.of("/verdict required", "/outcome outcome-not-here", "/criteria criteria-not-here"),
                findings.stream().map(f -> f.pointer() + " " + f.code()).toList());
    }

    private static Completion decision(String outcome, String comment, List<CriterionAnswer> answers) {
        return new Completion(outcome, null, answers, comment);
    }
}
