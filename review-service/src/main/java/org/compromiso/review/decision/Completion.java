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
 * @param outcome a code of {@code review-outcomes} that is one of the purpose's
 * @param verdict only reviews of compliance have one
 * @param criteria answers to criteria of the purpose, each at most once; may be left out
 * @param comment the one answer to the focal point, up to 3,000 characters
 */
@Schema(name = "Completion")
public record Completion(
        @Schema(
                description = "screening: accepted, returned, rejected; peer-review: approved, returned, rejected",
                enumeration = {"accepted", "approved", "returned", "rejected"},
                required = true)
        @Code("review-outcomes")
        String outcome,

        @Schema(description = "null for these purposes", nullable = true)
        String verdict,

        @Schema(description = "Answers to the purpose's criteria, each at most once", nullable = true)
        @Size(max = 50, message = "too-many")
        List<@Valid CriterionAnswer> criteria,

        @Schema(
                description = "The consolidated answer to the focal point; required unless accepted or approved",
                nullable = true,
                maxLength = 3000)
        @Text(max = 3000)
        String comment) {

    /** The answers; none when they were left out. */
    public List<CriterionAnswer> answers() {
        return criteria == null ? List.of() : criteria;
    }
}
