package org.compromiso.review.cases;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The one submission that a case is about.
 *
 * @param kind {@code pledge} or {@code practice}
 */
@Schema(name = "ReviewSubject")
public record ReviewSubject(
        @Schema(examples = "P-2026-000001") String reference,
        int submission,

        @Schema(enumeration = {"pledge", "practice"}) String kind) {

    static ReviewSubject of(ReviewCase review) {
        return new ReviewSubject(review.reference, review.submission, review.purpose.subjectKind());
    }
}
