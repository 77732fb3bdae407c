package org.compromiso.practice.publication;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import org.compromiso.practice.form.PracticeForm;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One edition of a practice as it was published; for owner and secretariat one round, whatever became of it. The contact
 * is not in it.
 *
 * @param submission number of the round
 * @param state {@code published} for an edition as everyone sees it, otherwise the round's
 * @param edition its number; null for a round that is none
 * @param returned what peer review said of the round; owner and secretariat only
 */
@Schema(name = "PracticeEdition")
public record EditionView(
        String reference,
        int submission,
        String state,
        Integer edition,
        LocalDate publishedOn,
        @JsonUnwrapped PracticeForm form,
        @JsonInclude(JsonInclude.Include.NON_NULL) Returned returned) {

    static EditionView published(PracticeRound edition) {
        return new EditionView(
                edition.reference,
                edition.round,
                PublicPractice.PUBLISHED,
                edition.edition,
                edition.publishedOn,
                edition.form.withoutContact(),
                null);
    }

    static EditionView round(PracticeRound round, PracticeReturn answer) {
        return new EditionView(
                round.reference,
                round.round,
                round.state.code(),
                round.edition,
                round.publishedOn,
                round.form.withoutContact(),
                Returned.of(answer));
    }
}
