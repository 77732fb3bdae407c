package org.compromiso.pledge.register;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.compromiso.platform.files.StoredFile;
import org.compromiso.pledge.coaching.AssessmentView;
import org.compromiso.pledge.compliance.Compliance;
import org.compromiso.pledge.compliance.ComplianceView;
import org.compromiso.pledge.duplicates.PossibleDuplicate;
import org.compromiso.pledge.form.PledgeForm;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/**
 * A pledge as one reader may see it: everyone what is public; a participant what was last submitted, with its own answer;
 * the owner and the secretariat also the persons, who has not confirmed, and what screening said.
 *
 * @param representedBy who recorded it, when that is not the entity that pledges
 * @param submission number of the last submission, 0 before the first
 * @param participants who takes part beside the lead; who has not confirmed only for the owner, the secretariat and
 *     itself
 * @param participations how many entities take part: the lead and those who have confirmed
 * @param compliance how far it is kept; null until it is registered
 * @param firstEndsOn the end date first promised
 * @param timesMoved how often the end date was moved
 * @param joinsTarget the pledge it joins, as it stands now
 * @param attachment its one file, null without; GET …/attachment downloads it
 * @param supersededBy the pledge that took its place
 * @param successor the last of the line of those that took each other's place
 * @param practice the practice made from it; for everyone but owner and secretariat once it is published
 * @param returned what screening said of the last submission, when it did not accept it; owner and secretariat only
 * @param screening what screening said of the last submission, whatever the outcome; owner and secretariat only
 * @param complianceReview what the review of compliance that stands said; owner and secretariat only
 * @param assessment advice on a draft or returned pledge, for owner and secretariat; part of no version
 * @param possibleDuplicates pledges of the same entity with a very similar title, likewise
 * @param demo true for demonstration data
 * @param version for If-Match
 */
@Schema(
        name = "Pledge",
        // What the form is unwrapped without is left out of the generated schema altogether.
        properties =
                @SchemaProperty(
                        name = "participants",
                        type = SchemaType.ARRAY,
                        implementation = PledgeView.Participant.class))
public record PledgeView(
        String reference,
        String owner,
        String representedBy,
        Registration registration,
        int submission,
        @JsonUnwrapped @JsonIgnoreProperties("participants") PledgeForm form,

        List<Participant> participants,
        int participations,
        ComplianceView compliance,
        LocalDate submittedOn,
        LocalDate registeredOn,
        LocalDate firstEndsOn,
        int timesMoved,
        JoinsTarget joinsTarget,
        StoredFile attachment,
        String supersededBy,
        Successor successor,
        String practice,
        @JsonInclude(JsonInclude.Include.NON_NULL) Answered returned,
        @JsonInclude(JsonInclude.Include.NON_NULL) Answered screening,
        @JsonInclude(JsonInclude.Include.NON_NULL) ComplianceReview complianceReview,
        @JsonInclude(JsonInclude.Include.NON_NULL) AssessmentView assessment,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<PossibleDuplicate> possibleDuplicates,
        boolean demo,
        long version,
        Instant createdAt,
        Instant changedAt) {

    /**
     * An entity that takes part in a joint pledge, or is asked to.
     *
     * @param email owner and secretariat only
     * @param contribution its own action, in a complementary pledge
     * @param consent invited, confirmed or declined; null before it has been asked
     */
    @Schema(name = "PledgeParticipation")
    public record Participant(
            UUID id,
            String name,
            String kind,
            String country,
            @JsonInclude(JsonInclude.Include.NON_NULL) String email,
            String contribution,
            String consent) {

        static Participant of(PledgeForm.Participant participant, Consents consents) {
            return new Participant(
                    participant.id(),
                    participant.name(),
                    participant.kind(),
                    participant.country(),
                    participant.email(),
                    participant.contribution(),
                    consents.decision(participant.id()));
        }
    }

    /** The pledge that a joined one supports; what becomes of it later changes nothing in the joining pledge. */
    public record JoinsTarget(String reference, String title, Registration registration) {}

    /** Where the promise stands today, after one pledge or several took its place. */
    public record Successor(String reference, String title, Registration registration) {}

    /** What screening said of a submission. */
    @Schema(name = "PledgeScreening")
    public record Answered(
            int submission, String outcome, LocalDate decidedOn, String comment, List<Screening.Criterion> criteria) {

        static Answered of(ScreeningAnswer answer) {
            return answer == null
                    ? null
                    : new Answered(
                            answer.submission,
                            answer.outcome,
                            answer.decidedOn,
                            answer.comment,
                            answer.criteria.answers());
        }
    }

    /**
     * What the review of compliance whose verdict stands said to the focal point.
     *
     * @param caseNumber the case's number for this pledge
     * @param comment consolidated; names no reviewer; null when none
     */
    @Schema(name = "PledgeComplianceReview")
    public record ComplianceReview(
            @JsonProperty("case") int caseNumber, String verdict, LocalDate decidedOn, String comment) {

        static ComplianceReview of(Compliance.Assessed assessed, HeardCase heard) {
            return heard == null
                    ? null
                    : new ComplianceReview(assessed.caseNumber(), assessed.verdict(), assessed.on(), heard.comment);
        }
    }

    /**
     * What is looked up for a view beside the pledge itself.
     *
     * @param target the pledge it joins; null if it joins none
     * @param last the last of the line of those that took its place; null if none did
     * @param persons for those who may see them; else null
     * @param answer what screening said of the last submission, for those who may see it; else null
     * @param heard the case of compliance whose decision stands, for those who may see what it said; else null
     * @param coaching what is said to those who write it
     */
    record Beside(
            Pledge target,
            Pledge last,
            PledgePersons persons,
            ScreeningAnswer answer,
            HeardCase heard,
            Coaching coaching) {}

    /** What owner and secretariat are told as long as the pledge can be changed; nulls after that and for others. */
    record Coaching(AssessmentView assessment, List<PossibleDuplicate> possibleDuplicates) {

        static final Coaching NONE = new Coaching(null, null);
    }

    static PledgeView of(Pledges.Seen seen, Beside beside, LocalDate asOf) {
        var pledge = seen.pledge();
        var form = beside.persons() == null
                ? told(seen)
                : pledge.form.withPersons(beside.persons().persons());
        return new PledgeView(
                pledge.reference,
                pledge.owner,
                pledge.representedBy(form),
                pledge.registration,
                pledge.submission,
                form,
                form.participants().stream()
                        .map(participant -> Participant.of(participant, pledge.consents))
                        .toList(),
                1 + pledge.consents.confirmed(form.participants()).size(),
                pledge.registration.isPublic() ? pledge.complianceAsOf(asOf) : null,
                pledge.submittedOn,
                pledge.registeredOn,
                pledge.deadlines == null ? null : pledge.deadlines.first(),
                pledge.deadlines == null ? 0 : pledge.deadlines.timesMoved(),
                joinsTarget(form, beside.target()),
                seen.attachment(),
                pledge.supersededBy,
                beside.last() == null
                        ? null
                        : new Successor(
                                beside.last().reference, beside.last().form.title(), beside.last().registration),
                pledge.practiceLink.shown(beside.persons() != null),
                beside.answer() == null || beside.answer().isAcceptance() ? null : Answered.of(beside.answer()),
                Answered.of(beside.answer()),
                ComplianceReview.of(pledge.compliance.assessed(), beside.heard()),
                beside.coaching().assessment(),
                beside.coaching().possibleDuplicates(),
                pledge.demo,
                pledge.version,
                pledge.createdAt,
                pledge.changedAt);
    }

    /** For everyone else: who has confirmed, and those for whom the reader answers. */
    private static PledgeForm told(Pledges.Seen seen) {
        var shown = seen.pledge().consents.confirmed(seen.form().participants());
        shown.addAll(seen.participants());
        return seen.form().publicPart(shown);
    }

    /** A target that is not public (yet) shows its reference alone. */
    private static JoinsTarget joinsTarget(PledgeForm form, Pledge target) {
        if (form.joins() == null) {
            return null;
        }
        return target == null || !target.registration.isPublic()
                ? new JoinsTarget(form.joins(), null, null)
                : new JoinsTarget(target.reference, target.form.title(), target.registration);
    }
}
