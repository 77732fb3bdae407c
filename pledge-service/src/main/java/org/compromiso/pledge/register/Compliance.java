package org.compromiso.pledge.register;

import java.time.LocalDate;

/**
 * How far a pledge has been kept, in two voices (domain.md). Progress reports and assessments come with a later part of
 * the service; until then every registered pledge is where every pledge begins.
 *
 * @param headline assessed, else self-reported, else {@code not-started}
 * @param unverified an assessment found no evidence
 */
public record Compliance(String headline, Voice selfReported, Voice assessed, boolean unverified) {

    /** One voice: a state and the day it speaks of. */
    public record Voice(String state, LocalDate on) {}

    public static Compliance of(Pledge pledge) {
        return new Compliance("not-started", null, null, false);
    }

    /** Nothing more is waited for. */
    public boolean closes() {
        return headline.equals("fulfilled") || headline.equals("not-fulfilled");
    }
}
