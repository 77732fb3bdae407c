package org.compromiso.dashboard.pledges;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One pledge: its newest public state, what follows from the calendar, and what others have to do with it. */
@Schema(name = "Pledge")
record PledgeDetail(
        @JsonUnwrapped @JsonIgnoreProperties("compliance") PledgeState pledge,

        @Schema(description = "Version of the state shown") long version,
        Compliance compliance,

        @Schema(description = "The pledge that this one joins", nullable = true)
        Neighbour joinsTarget,

        @Schema(description = "Pledges that join this one") List<Neighbour> joiners,

        @Schema(description = "The practice that came from this pledge", nullable = true)
        Practice practice,

        @Schema(description = "Every version since registration, oldest first")
        List<Version> history) {

    /** Both voices, and what follows from the calendar on a day. */
    @Schema(name = "PledgeCompliance")
    record Compliance(
            String headline,
            @Schema(nullable = true) PledgeState.SelfReported selfReported,
            @Schema(nullable = true) PledgeState.Assessed assessed,
            boolean unverified,
            boolean due,
            boolean overdue,
            boolean silent,
            LocalDate asOf) {

        static Compliance of(PledgeState pledge, LocalDate asOf) {
            var standing = Standing.of(pledge, asOf);
            var voices = pledge.compliance();
            return new Compliance(
                    voices.headline(),
                    voices.selfReported(),
                    voices.assessed(),
                    voices.unverified(),
                    standing.due(),
                    standing.overdue(),
                    standing.silent(),
                    asOf);
        }
    }

    /** Another pledge. */
    @Schema(name = "PledgeNeighbour")
    record Neighbour(String reference, String title, String registration) {}

    /** A published practice. */
    @Schema(name = "PledgePractice")
    record Practice(String reference, String title) {}

    /** What was promised and what was said of it at one version. */
    @Schema(name = "PledgeVersion")
    record Version(
            long version,

            @Schema(description = "Type of the event that made it")
            String type,

            OffsetDateTime at,

            @Schema(description = "Day of what happened", nullable = true)
            LocalDate on,

            String registration,
            String title,
            String headline,
            LocalDate endsOn) {}
}
