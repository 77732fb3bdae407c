package org.compromiso.dashboard.pledges;

import java.time.LocalDate;
import java.util.List;
import org.compromiso.dashboard.facets.Objectives;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A pledge in a list (api.md). */
@Schema(name = "PledgeItem")
record PledgeItem(
        String reference,
        String title,
        @Schema(description = "Code of pledge-types") String type,
        @Schema(description = "Code of registrations") String registration,
        Compliance compliance,
        PledgeState.Entity entity,
        List<String> countries,
        Objectives objectives,
        String scope,
        LocalDate endsOn,

        @Schema(description = "Demonstration data, not a real pledge")
        boolean demo) {

    /** Both voices and what follows from the calendar. */
    @Schema(name = "PledgeItemCompliance")
    record Compliance(
            @Schema(description = "Assessed, else self-reported, else not-started")
            String headline,

            @Schema(nullable = true) PledgeState.Voice selfReported,
            @Schema(nullable = true) PledgeState.Voice assessed,
            boolean overdue,
            boolean silent) {}

    static PledgeItem of(PledgeState pledge, LocalDate asOf) {
        var standing = Standing.of(pledge, asOf);
        var voices = pledge.compliance();
        return new PledgeItem(
                pledge.reference(),
                pledge.title(),
                pledge.type(),
                pledge.registration(),
                new Compliance(
                        voices.headline(),
                        voices.selfReported(),
                        voices.assessed(),
                        standing.overdue(),
                        standing.silent()),
                pledge.entity(),
                pledge.countries(),
                pledge.objectives(),
                pledge.scope(),
                pledge.endsOn(),
                pledge.demo());
    }
}
