package org.compromiso.dashboard.pledges;

import java.time.LocalDate;
import java.util.List;
import org.compromiso.dashboard.facets.Objectives;
import org.compromiso.dashboard.projection.EventJson;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A pledge in a list (api.md). */
@Schema(name = "PledgeItem")
public record PledgeItem(
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

    /** What of the state is in no item, and not asked for to make one: to write it out and read it takes as long. */
    public static final List<String> NOT_SHOWN = List.of(
            "language",
            "representedBy",
            "participants",
            "participations",
            "joins",
            "support",
            "natures",
            "financial",
            "mirror",
            "regions",
            "locality",
            "principles",
            "sdgTargets",
            "workstreams",
            "description",
            "need",
            "means",
            "goals",
            "startsOn",
            "timesMoved",
            "submission",
            "supersededBy");

    /** Both voices and what follows from the calendar. */
    @Schema(name = "PledgeItemCompliance")
    record Compliance(
            @Schema(description = "Assessed, else self-reported, else not-started")
            String headline,

            @Schema(nullable = true) Voice selfReported,
            @Schema(nullable = true) Voice assessed,
            boolean overdue,
            boolean silent) {}

    /** What one voice says and of which day; state is null when a review found no evidence. */
    @Schema(name = "PledgeItemVoice")
    record Voice(@Schema(nullable = true) String state, LocalDate on) {

        private static Voice of(PledgeState.SelfReported said) {
            return said == null ? null : new Voice(said.state(), said.on());
        }

        private static Voice of(PledgeState.Assessed found) {
            return found == null ? null : new Voice(found.state(), found.on());
        }
    }

    /** From the state as it is stored. */
    public static PledgeItem of(String state, LocalDate asOf) {
        return of(EventJson.read(state, PledgeState.class), asOf);
    }

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
                        Voice.of(voices.selfReported()),
                        Voice.of(voices.assessed()),
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
