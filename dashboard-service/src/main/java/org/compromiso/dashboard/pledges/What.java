package org.compromiso.dashboard.pledges;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.compromiso.dashboard.facets.Days;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What happened to a pledge, as the events of {@code compromiso.pledges.v1} tell it: every field of every type, of which
 * each event has its own. It is kept whole; fields that no contract names are not.
 */
@Schema(name = "PledgeEvent")
@JsonInclude(JsonInclude.Include.NON_NULL)
record What(
        @Schema(description = "The day") LocalDate on,

        @Schema(description = "In whose name: code of history-authors", nullable = true)
        String by,

        @Schema(description = "Why, as the owner gives it: amended, withdrawn, superseded", nullable = true)
        String reason,

        @Schema(description = "Registered: the submission that was accepted", nullable = true)
        Integer submission,

        @Schema(description = "Amended: the end date in force before", nullable = true)
        LocalDate endsOnBefore,

        @Schema(description = "Participation changed: who answered", nullable = true)
        Participant participant,

        @Schema(description = "Participation changed: code of consents", nullable = true)
        String decision,

        @Schema(description = "Progress reported: the report", nullable = true)
        Report report,

        @Schema(description = "Assessed: number of the compliance case", nullable = true) @JsonProperty("case")
        Integer caseNumber,

        @Schema(description = "Assessed: code of verdicts", nullable = true)
        String verdict,

        @Schema(description = "Assessed: the state that follows; left out when no evidence was found", nullable = true)
        String state,

        @Schema(description = "Assessed: false for an earlier case's verdict that came late", nullable = true)
        Boolean applied,

        @Schema(description = "Superseded: the pledge that took its place", nullable = true)
        String supersededBy) {

    What {
        Days.require(on);
    }

    /** An entity named in a joint pledge. */
    @Schema(name = "PledgeEventParticipant")
    record Participant(UUID id, String name) {}

    /**
     * What the entity says of its own pledge; never edited, a correction is a new one.
     *
     * @param number in its pledge: 1, 2, …
     * @param on the day it speaks of
     * @param values decimals as text, at most one per goal
     */
    @Schema(name = "PledgeEventReport")
    record Report(
            int number,
            LocalDate on,
            String state,
            boolean closing,
            List<Value> values,
            @Schema(nullable = true) String narrative,
            List<PledgeState.Evidence> evidence,
            @Schema(nullable = true) String obstacles) {
        Report {
            if (number < 1) {
                throw new IllegalArgumentException("A report has no number");
            }
            Days.require(on);
            requireNonNull(state);
            values = values == null ? List.of() : List.copyOf(values);
            evidence = evidence == null ? List.of() : List.copyOf(evidence);
        }
    }

    /** The value reached of a goal's indicator, in its unit: a decimal as text. */
    @Schema(name = "ReportedValue")
    record Value(int goal, String value) {
        Value {
            requireNonNull(value);
        }
    }
}
