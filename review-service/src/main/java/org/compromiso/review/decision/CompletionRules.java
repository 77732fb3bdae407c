package org.compromiso.review.decision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.compromiso.platform.codes.CodeLists;
import org.compromiso.platform.problem.Finding;

/** What a decision must be, given the purpose of its case (domain.md, Reviews). Codes are checked before, by list. */
public final class CompletionRules {

    private CompletionRules() {}

    /** Everything that is wrong with a decision; empty when it may be taken. */
    public static List<Finding> findings(Purpose purpose, Completion completion) {
        var findings = new ArrayList<Finding>();
        if (purpose.endsWithVerdict()) {
            verdict(purpose, completion, findings);
            return findings;
        }
        outcome(purpose, completion, findings);
        if (completion.verdict() != null) {
            findings.add(Finding.at("/verdict", "verdict-not-here", Map.of("purpose", purpose.code())));
        }
        criteria(purpose, completion.answers(), findings);
        return findings;
    }

    private static void verdict(Purpose purpose, Completion completion, List<Finding> findings) {
        if (completion.verdict() == null) {
            findings.add(Finding.at("/verdict", "required"));
        }
        if (completion.outcome() != null) {
            findings.add(Finding.at("/outcome", "outcome-not-here", Map.of("purpose", purpose.code())));
        }
        if (!completion.answers().isEmpty()) {
            findings.add(Finding.at("/criteria", "criteria-not-here", Map.of("purpose", purpose.code())));
        }
    }

    private static void outcome(Purpose purpose, Completion completion, List<Finding> findings) {
        var outcome = completion.outcome();
        if (outcome == null) {
            findings.add(Finding.at("/outcome", "required"));
            return;
        }
        if (!purpose.outcomes().contains(outcome)) {
            if (CodeLists.has("review-outcomes", outcome)) {
                var own = String.join(", ", purpose.outcomes().stream().sorted().toList());
                findings.add(Finding.at(
                        "/outcome", "outcome-of-other-purpose", Map.of("purpose", purpose.code(), "outcomes", own)));
            }
            return;
        }
        if (!purpose.passes(outcome) && completion.comment() == null) {
            findings.add(Finding.at("/comment", "comment-required"));
        }
    }

    private static void criteria(Purpose purpose, List<CriterionAnswer> answers, List<Finding> findings) {
        var answered = new HashSet<String>();
        for (int i = 0; i < answers.size(); i++) {
            var answer = answers.get(i);
            var pointer = "/criteria/" + i;
            if (answer.criterion() == null) {
                findings.add(Finding.at(pointer + "/criterion", "required"));
            } else if (!CodeLists.has(purpose.criteriaList(), answer.criterion())) {
                findings.add(
                        Finding.at(pointer + "/criterion", "unknown-code", Map.of("value", purpose.criteriaList())));
            } else if (!answered.add(answer.criterion())) {
                findings.add(Finding.at(pointer + "/criterion", "criterion-twice"));
            }
            if (answer.met() == null) {
                findings.add(Finding.at(pointer + "/met", "required"));
            }
        }
    }
}
