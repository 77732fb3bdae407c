package org.compromiso.practice.publication;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What peer review said of a submission it did not approve, consolidated; for owner and secretariat. */
@Schema(name = "PracticeReturned")
public record Returned(
        int submission, String outcome, LocalDate decidedOn, String comment, List<PeerReview.Criterion> criteria) {

    static Returned of(PracticeReturn answer) {
        return answer == null
                ? null
                : new Returned(
                        answer.round, answer.outcome, answer.decidedOn, answer.comment, answer.criteria.answers());
    }
}
