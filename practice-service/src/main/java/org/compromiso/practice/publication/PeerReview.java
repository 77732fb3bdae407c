package org.compromiso.practice.publication;

import java.time.LocalDate;
import java.util.List;

/**
 * The decision on one submission of a practice.
 *
 * @param reference the practice
 * @param submission which submission was decided
 * @param outcome {@code approved}, {@code returned} or {@code rejected}
 * @param comment the consolidated comment for the focal point
 */
public record PeerReview(
        String reference,
        int submission,
        String outcome,
        LocalDate decidedOn,
        String comment,
        List<Criterion> criteria) {

    /** One question of the review and its answer: {@code yes}, {@code partly} or {@code no}. */
    public record Criterion(String criterion, String met, String comment) {}
}
