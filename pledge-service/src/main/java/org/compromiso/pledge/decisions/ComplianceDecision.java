package org.compromiso.pledge.decisions;

import java.time.LocalDate;

/**
 * What a review of compliance decided.
 *
 * @param reference the pledge
 * @param caseNumber the case's number for this pledge: decisions are ordered by it
 * @param verdict of the reference list verdicts
 * @param comment the consolidated comment for the focal point; null when none
 */
public record ComplianceDecision(
        String reference, int caseNumber, String verdict, LocalDate decidedOn, String comment) {}
