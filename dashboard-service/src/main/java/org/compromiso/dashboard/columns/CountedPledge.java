package org.compromiso.dashboard.columns;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.compromiso.dashboard.facets.Locality;
import org.compromiso.dashboard.facets.Objectives;
import org.compromiso.dashboard.projection.EventJson;

/**
 * What of a pledge's public state is counted, filtered or grouped by.
 *
 * @param firstEndsOn the end date promised first
 * @param locality null if it has none
 */
record CountedPledge(
        String reference,
        String type,
        Entity entity,
        int participations,
        String joins,
        List<String> natures,
        List<Contribution> financial,
        String scope,
        List<String> countries,
        List<String> regions,
        Locality locality,
        Objectives objectives,
        List<String> principles,
        List<String> sdgTargets,
        LocalDate endsOn,
        LocalDate firstEndsOn,
        int timesMoved,
        String registration,
        LocalDate registeredOn,
        Voices compliance) {

    private static final String NO_EVIDENCE = "no-evidence";

    /** Reads a state as the tables keep it; what is not counted is passed over. */
    static CountedPledge read(String state) {
        return EventJson.read(state, CountedPledge.class);
    }

    /** Who pledges; of a joint pledge, its lead. */
    record Entity(String kind) {}

    /** A promised sum, exact. */
    record Contribution(BigDecimal amount, String currency, String recipient) {}

    /** Degree of fulfilment in two voices; each null before it has spoken. */
    record Voices(String headline, SelfReported selfReported, Assessed assessed, boolean unverified) {}

    /** What the latest report says; only the day it was received breaks a silence. */
    record SelfReported(String state, LocalDate receivedOn) {}

    /** What the latest review found; no state when it found no evidence. */
    record Assessed(String state, LocalDate on) {
        String stateOrNoEvidence() {
            return state == null ? NO_EVIDENCE : state;
        }
    }

    /** The day since when the headline is what it is: of the voice that it repeats. */
    LocalDate headlineOn() {
        if (compliance.assessed() != null && compliance.assessed().state() != null) {
            return compliance.assessed().on();
        }
        return compliance.selfReported() == null
                ? registeredOn
                : compliance.selfReported().receivedOn();
    }
}
