package org.compromiso.review.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.compromiso.review.decision.CriterionAnswer;
import org.compromiso.review.decision.Purpose;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A case as the secretariat sees it. Who decided is not in it. */
@Schema(name = "Review")
public record ReviewView(
        UUID id,

        @Schema(
                description =
                        "Of the case among those of its purpose for this subject: 1, 2, …; verdicts are ordered by it")
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

        @Schema(description = "The entity that owns the subject")
        String owner,

        @Schema(description = "Recorded by the secretariat for the owner: the member who did may not decide")
        boolean recordedBySecretariat,

        boolean demo,

        @Schema(
                implementation = String.class,
                enumeration = {"submission", "secretariat", "closing-report"},
                description = "Why the case is there")
        OpenedBy openedBy,

        Instant openedAt,
        LocalDate dueOn,

        @Schema(description = "When it was decided or cancelled", nullable = true)
        Instant closedAt,

        @Schema(
                description =
                        "The subject's earlier cases of this purpose, oldest first: by submission, or of compliance by number")
        List<UUID> earlier,

        @Schema(
                type = SchemaType.OBJECT,
                description =
                        "The pledge or practice as it was submitted, without contact persons. Of compliance: {pledge, "
                                + "reports, olderReports}: the pledge's public state and its newest 100 progress "
                                + "reports, newest first; as they are now while the case is open, as they were when "
                                + "it was decided")
        JsonNode content,

        @Schema(description = "The submission's files, as links of ten minutes")
        List<CaseFiles.Linked> files,

        @Schema(description = "Always empty as yet: the secretariat decides alone")
        List<String> assignments,

        @Schema(
                nullable = true,
                enumeration = {"accepted", "approved", "returned", "rejected"})
        String outcome,

        @Schema(
                description = "Result of a review of compliance; null for the others",
                nullable = true,
                enumeration = {"no-evidence", "not-started", "limited", "substantial", "complete"})
        String verdict,

        @Schema(description = "Answers to the purpose's criteria; compliance has none")
        List<CriterionAnswer> criteria,

        @Schema(description = "The consolidated answer to the focal point", nullable = true)
        String comment,

        @Schema(description = "The ETag without its quotes") long version) {

    static ReviewView of(ReviewCase review, List<UUID> earlier, JsonNode content, List<CaseFiles.Linked> files) {
        return new ReviewView(
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
                earlier,
                content,
                files,
                List.of(),
                review.outcome,
                review.verdict,
                review.answers(),
                review.comment,
                review.version);
    }
}
