package org.compromiso.pledge.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.compromiso.platform.files.StoredFile;
import org.compromiso.pledge.form.PledgeForm;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A pledge as one reader may see it: everyone what is public, the owner and the secretariat also the persons and what
 * screening said.
 *
 * @param representedBy who recorded it, when that is not the entity that pledges
 * @param submission number of the last submission, 0 before the first
 * @param compliance how far it is kept; null until it is registered
 * @param firstEndsOn the end date first promised
 * @param timesMoved how often the end date was moved
 * @param joinsTarget the pledge it joins, as it stands now
 * @param attachment its one file, null without; GET …/attachment downloads it
 * @param returned what screening said of the last submission; owner and secretariat only
 * @param demo true for demonstration data
 * @param version for If-Match
 */
@Schema(name = "Pledge")
public record PledgeView(
        String reference,
        String owner,
        String representedBy,
        Registration registration,
        int submission,
        @JsonUnwrapped PledgeForm form,
        ComplianceView compliance,
        LocalDate submittedOn,
        LocalDate registeredOn,
        LocalDate firstEndsOn,
        int timesMoved,
        JoinsTarget joinsTarget,
        StoredFile attachment,
        @JsonInclude(JsonInclude.Include.NON_NULL) Returned returned,
        boolean demo,
        long version,
        Instant createdAt,
        Instant changedAt) {

    /** The pledge that a joined one supports; what becomes of it later changes nothing in the joining pledge. */
    public record JoinsTarget(String reference, String title, Registration registration) {}

    /** What screening said of a submission it did not accept. */
    public record Returned(
            int submission, String outcome, LocalDate decidedOn, String comment, List<Screening.Criterion> criteria) {

        static Returned of(PledgeReturn answer) {
            return answer == null
                    ? null
                    : new Returned(
                            answer.submission,
                            answer.outcome,
                            answer.decidedOn,
                            answer.comment,
                            answer.criteria.answers());
        }
    }

    /** What owner and secretariat see. */
    static PledgeView whole(Pledge pledge, PledgePersons persons, Pledge target, PledgeReturn answer, LocalDate asOf) {
        return of(pledge, pledge.form.withPersons(persons.persons()), target, Returned.of(answer), asOf);
    }

    /** What everyone sees. */
    static PledgeView published(Pledge pledge, Pledge target, LocalDate asOf) {
        return of(pledge, pledge.form.publicPart(Set.of()), target, null, asOf);
    }

    private static PledgeView of(Pledge pledge, PledgeForm form, Pledge target, Returned returned, LocalDate asOf) {
        return new PledgeView(
                pledge.reference,
                pledge.owner,
                pledge.representedBy(),
                pledge.registration,
                pledge.submission,
                form,
                pledge.registration.isPublic() ? ComplianceView.of(pledge, asOf) : null,
                pledge.submittedOn,
                pledge.registeredOn,
                pledge.firstEndsOn,
                pledge.timesMoved,
                // A target that is not public (yet) shows its reference alone.
                target == null || !target.registration.isPublic()
                        ? (form.joins() == null ? null : new JoinsTarget(form.joins(), null, null))
                        : new JoinsTarget(target.reference, target.form.title(), target.registration),
                pledge.attachment,
                returned,
                pledge.demo,
                pledge.version,
                pledge.createdAt,
                pledge.changedAt);
    }
}
