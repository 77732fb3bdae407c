package org.compromiso.review.cases;

import com.fasterxml.jackson.databind.JsonNode;
import org.compromiso.review.decision.Purpose;

/**
 * A submission that asks for a review.
 *
 * @param purpose what the review is for
 * @param reference the pledge or practice
 * @param submission its number: 1, 2, …
 * @param title the subject's
 * @param owner the entity that owns the subject
 * @param recordedBySecretariat whether a member of the secretariat recorded it for the owner
 * @param recordedBy that member's account id, null when the owner recorded it: another member decides
 * @param demo whether these are demonstration data
 * @param content the form as it was submitted
 */
public record Submission(
        Purpose purpose,
        String reference,
        int submission,
        String title,
        String owner,
        boolean recordedBySecretariat,
        String recordedBy,
        boolean demo,
        JsonNode content) {}
