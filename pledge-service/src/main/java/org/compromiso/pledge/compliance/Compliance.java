package org.compromiso.pledge.compliance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How far a registered pledge has been kept, in two voices side by side (domain.md, Two separate states).
 *
 * @param headline assessed, else self-reported, else {@code not-started}
 * @param selfReported the latest progress report; null before the first
 * @param assessed the latest independent review; null before the first
 * @param unverified the latest review found no evidence
 */
public record Compliance(String headline, SelfReported selfReported, Assessed assessed, boolean unverified) {

    /** Before anyone has said anything. */
    public static final Compliance NOT_STARTED = of(null, null);

    /**
     * What the entity says.
     *
     * @param on the day it speaks of
     * @param receivedOn the day it was said; twelve months without are silence
     * @param report the report's number
     */
    public record SelfReported(String state, LocalDate on, LocalDate receivedOn, int report, List<Evidence> evidence) {}

    /**
     * What an independent review found.
     *
     * @param state null when it found no evidence
     * @param on the day of the decision
     * @param caseNumber the compliance case's number for this pledge; a greater one is the later
     */
    public record Assessed(
            String state,
            LocalDate on,
            String verdict,
            @JsonProperty("case") int caseNumber) {}

    private static Compliance of(SelfReported selfReported, Assessed assessed) {
        var headline = Optional.ofNullable(assessed)
                .map(Assessed::state)
                .or(() -> Optional.ofNullable(selfReported).map(SelfReported::state))
                .orElse("not-started");
        return new Compliance(headline, selfReported, assessed, assessed != null && assessed.state() == null);
    }

    /** The latest report takes the place of the one before. */
    public Compliance reported(SelfReported report) {
        return of(report, assessed);
    }

    /** Whether a case's decision is later than the one that stands. */
    public boolean isNews(int caseNumber) {
        return assessed == null || caseNumber > assessed.caseNumber();
    }

    /** A later decision takes the place of the one before. */
    public Compliance assessed(Assessed decision) {
        return of(selfReported, decision);
    }

    /** Nothing more is waited for. */
    public boolean closes() {
        return headline.equals("fulfilled") || headline.equals("not-fulfilled");
    }
}
