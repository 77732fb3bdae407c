package org.compromiso.review.decision;

import org.compromiso.platform.codes.Code;
import org.compromiso.platform.json.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a submission meets one criterion, as consolidated by the secretariat.
 *
 * @param criterion a code of the purpose's list: {@code screening-criteria} or {@code peer-review-criteria}
 * @param met a code of {@code criterion-answers}
 * @param comment for the focal point, up to 3,000 characters; null when there is nothing to say
 */
@Schema(name = "CriterionAnswer")
public record CriterionAnswer(
        @Schema(
                description = "Code of the list screening-criteria or peer-review-criteria, by the case's purpose",
                examples = "concrete",
                required = true)
        String criterion,

        @Schema(
                enumeration = {"yes", "partly", "no"},
                required = true)
        @Code("criterion-answers")
        String met,

        @Schema(description = "For the focal point", nullable = true) @Text(max = 3000)
        String comment) {}
