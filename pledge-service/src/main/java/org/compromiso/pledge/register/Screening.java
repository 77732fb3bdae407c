package org.compromiso.pledge.register;

import java.time.LocalDate;
import java.util.List;

/**
 * The decision on one submission of a pledge.
 *
 * @param reference the pledge
 * @param submission which submission was decided
 * @param outcome {@code accepted}, {@code returned} or {@code rejected}
 * @param comment the consolidated comment for the focal point
 */
public record Screening(
        String reference,
        int submission,
        String outcome,
        LocalDate decidedOn,
        String comment,
        List<Criterion> criteria) {

    /** One question of the screening and its answer: {@code yes}, {@code partly} or {@code no}. */
    public record Criterion(String criterion, String met, String comment) {}
}
