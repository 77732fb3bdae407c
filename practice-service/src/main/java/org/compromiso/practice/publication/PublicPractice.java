package org.compromiso.practice.publication;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.util.List;
import org.compromiso.practice.form.Completeness;
import org.compromiso.practice.form.PracticeForm;

/**
 * The whole public state of a practice, as partner topics carry it: the latest edition, no person.
 *
 * @param state {@code published}
 * @param pledge the fulfilled pledge it was made from; null when none
 */
public record PublicPractice(
        String reference,
        long version,
        int edition,
        String state,
        @JsonUnwrapped PracticeForm form,
        String pledge,
        List<String> warnings,
        LocalDate publishedOn,
        boolean demo) {

    static final String PUBLISHED = "published";

    static PublicPractice of(Practice practice, PracticeRound edition) {
        return new PublicPractice(
                practice.reference,
                practice.version,
                edition.edition,
                PUBLISHED,
                edition.form.withoutContact(),
                practice.pledge,
                Completeness.warnings(edition.form),
                edition.publishedOn,
                practice.demo);
    }
}
