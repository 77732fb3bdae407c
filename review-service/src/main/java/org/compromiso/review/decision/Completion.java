package org.compromiso.review.decision;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.compromiso.platform.codes.Code;
import org.compromiso.platform.json.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the secretariat decides about a case; {@link CompletionRules} says what it refuses.
 *
 * @param outcome a code of {@code review-outcomes} that is one of the purpose's; reviews of compliance have none
 * @param verdict a code of {@code verdicts}; only reviews of compliance have one
 * @param criteria answers to criteria of the purpose, each at most once; may be left out. Compliance has no criteria
 * @param comment the one answer to the focal point, up to 3,000 characters
 */
@Schema(name = "Completion")
public record Completion(
        @Schema(
                description = "screening: accepted, returned, rejected; peer-review: approved, returned, rejected; "
                        + "required for these two, null for compliance",
                enumeration = {"accepted", "approved", "returned", "rejected"},
                nullable = true)
        @Code("review-outcomes")
        String outcome,

        @Schema(
                description = "Required for compliance, null for the others",
                enumeration = {"no-evidence", "not-started", "limited", "substantial", "complete"},
                nullable = true)
        @Code("verdicts")
        String verdict,

        @Schema(
                description = "Answers to the purpose's criteria, each at most once; compliance has none",
                nullable = true)
        @Size(max = 50, message = "too-many")
        List<@Valid CriterionAnswer> criteria,

        @Schema(
                description = "The consolidated answer to the focal point; required when returned or rejected",
                nullable = true)
        @Text(max = 3000)
        String comment) {

    /** The answers; none when they were left out. */
    public List<CriterionAnswer> answers() {
        return criteria == null ? List.of() : criteria;
    }
}
