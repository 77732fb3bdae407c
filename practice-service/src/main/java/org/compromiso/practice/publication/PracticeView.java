package org.compromiso.practice.publication;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.compromiso.practice.form.Completeness;
import org.compromiso.practice.form.PracticeForm;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A practice as one reader may see it: everyone its latest edition; the owner and the secretariat its newest round, the
 * contact and what peer review said.
 *
 * @param state of the newest round for owner and secretariat; {@code published} for everyone else
 * @param submission number of the last submission, 0 before the first; for the public that of the edition
 * @param edition number of the latest edition, 0 before the first
 * @param pledge the fulfilled pledge it was made from; null when none
 * @param warnings codes of what a reviewer should know
 * @param returned what peer review said of the last submission; owner and secretariat only
 * @param demo true for demonstration data
 * @param version for If-Match
 */
@Schema(name = "Practice")
public record PracticeView(
        String reference,
        String owner,

        @Schema(enumeration = {"draft", "submitted", "approved", "returned", "rejected", "published"})
        String state,

        int submission,
        int edition,
        @JsonUnwrapped PracticeForm form,
        String pledge,
        List<String> warnings,
        @JsonInclude(JsonInclude.Include.NON_NULL) Returned returned,
        @JsonInclude(JsonInclude.Include.NON_NULL) LocalDate submittedOn,
        LocalDate publishedOn,
        boolean demo,
        long version,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant changedAt) {

    /** What owner and secretariat see. */
    static PracticeView whole(Practice practice, PracticeRound newest, PracticeContact contact, PracticeReturn answer) {
        return new PracticeView(
                practice.reference,
                practice.owner,
                practice.state.code(),
                practice.submission,
                practice.edition,
                newest.form.withContact(contact.contact),
                practice.pledge,
                Completeness.warnings(newest.form),
                Returned.of(answer),
                newest.submittedOn,
                newest.publishedOn,
                practice.demo,
                practice.version,
                practice.createdAt,
                practice.changedAt);
    }

    /** What everyone sees: nothing of a round that is on its way. */
    static PracticeView published(Practice practice, PracticeRound edition) {
        return new PracticeView(
                practice.reference,
                practice.owner,
                PublicPractice.PUBLISHED,
                edition.round,
                practice.edition,
                edition.form.withoutContact(),
                practice.pledge,
                Completeness.warnings(edition.form),
                null,
                null,
                edition.publishedOn,
                practice.demo,
                practice.version,
                practice.createdAt,
                null);
    }
}
