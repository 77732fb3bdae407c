package org.compromiso.review.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.compromiso.review.decision.Purpose;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A line of the secretariat's work list. */
@Schema(name = "ReviewSummary")
public record ReviewSummary(
        UUID id,
        int number,

        @Schema(
                implementation = String.class,
                enumeration = {"screening", "peer-review", "compliance"})
        Purpose purpose,

        @Schema(
                implementation = String.class,
                enumeration = {"open", "decided", "cancelled"})
        CaseState state,

        ReviewSubject subject,
        String title,
        String owner,
        boolean recordedBySecretariat,
        boolean demo,

        @Schema(
                implementation = String.class,
                enumeration = {"submission", "secretariat", "closing-report"},
                description = "Why the case is there")
        OpenedBy openedBy,

        Instant openedAt,
        LocalDate dueOn,
        @Schema(nullable = true) Instant closedAt,
        @Schema(nullable = true) String outcome,
        @Schema(nullable = true) String verdict,
        long version) {

    static ReviewSummary of(ReviewCase review) {
        return new ReviewSummary(
                review.id,
                review.number,
                review.purpose,
                review.state,
                ReviewSubject.of(review),
                review.title,
                review.owner,
                review.recordedBySecretariat,
                review.demo,
                review.openedBy,
                review.openedAt,
                review.dueOn,
                review.closedAt,
                review.outcome,
                review.verdict,
                review.version);
    }
}
