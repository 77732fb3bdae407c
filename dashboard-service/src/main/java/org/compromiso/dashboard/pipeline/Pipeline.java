package org.compromiso.dashboard.pipeline;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Submissions and decisions, without references: what the partner topics tell. Returned and rejected submissions are
 * not public, so a decision here is a registration or the verdict of a compliance review.
 */
@Schema(name = "Pipeline")
record Pipeline(
        @Schema(description = "The day, UTC") LocalDate asOf,

        @Schema(description = "All months together") Figures total,

        @Schema(description = "Months in which something happened, oldest first")
        List<Month> months) {

    /** A month. */
    @Schema(name = "PipelineMonth")
    record Month(@Schema(description = "2026-11") String month, Figures figures) {}

    /** What happened in a time. */
    @Schema(name = "PipelineFigures")
    record Figures(
            @Schema(description = "Submissions of pledges, each time one was submitted")
            long submissions,

            @Schema(description = "Of these, those of a pledge that had been submitted before")
            long resubmissions,

            @Schema(description = "Submissions accepted: pledges registered")
            long registered,

            @Schema(
                    description = "Median of the days from a submission to its acceptance, of those accepted in the"
                            + " time; null if there are none",
                    nullable = true)
            Double medianDays,

            @Schema(description = "Verdicts of compliance reviews")
            long verdicts) {}
}
