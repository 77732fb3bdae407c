package org.compromiso.review.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.compromiso.review.decision.Purpose;
import org.compromiso.review.pledges.KnownPledge;

/**
 * All cases of one pledge or practice, and what happens to them (domain.md, Reviews). At most one case of a purpose is
 * open; one that a submission opened is about the newest, in whatever order submissions arrive.
 */
record CasesOfSubject(List<ReviewCase> cases) {

    /** The case that a submission opens; none if it has one already. Older ones that are still open are cancelled. */
    Optional<ReviewCase> receive(Submission submission, UUID id, int dueAfterDays, Instant now) {
        if (ofPurpose(submission.purpose()).stream().anyMatch(c -> c.submission == submission.submission())) {
            return Optional.empty();
        }
        var opened = ReviewCase.open(id, nextNumber(submission.purpose()), submission, dueAfterDays, now);
        for (var other : ofPurpose(submission.purpose())) {
            if (other.submission > opened.submission && opened.isOpen()) {
                opened.cancel(now);
            }
            if (other.submission < opened.submission && other.isOpen()) {
                other.cancel(now);
            }
        }
        return Optional.of(opened);
    }

    /** The open case of a purpose. */
    Optional<ReviewCase> open(Purpose purpose) {
        return ofPurpose(purpose).stream().filter(ReviewCase::isOpen).findFirst();
    }

    /** Opens a case of compliance, of which none may be open: what is new would be shown in that. */
    ReviewCase openCompliance(KnownPledge pledge, OpenedBy reason, UUID id, int dueAfterDays, Instant now) {
        open(Purpose.COMPLIANCE).ifPresent(open -> {
            throw new IllegalStateException("Case " + open.id + " of " + open.reference + " is open");
        });
        var opened = ReviewCase.ofCompliance(id, nextNumber(Purpose.COMPLIANCE), pledge, reason, dueAfterDays, now);
        // The partner topic does not tell who recorded the pledge; its screening does.
        ofPurpose(Purpose.SCREENING).stream()
                .filter(screening -> screening.submission == pledge.submission())
                .findFirst()
                .ifPresent(opened::isRecordedAs);
        return opened;
    }

    /** The pledge was withdrawn or superseded: nobody reviews its compliance any more. */
    void leaveRegister(Instant now) {
        open(Purpose.COMPLIANCE).ifPresent(open -> open.cancel(now));
    }

    private List<ReviewCase> ofPurpose(Purpose purpose) {
        return cases.stream().filter(c -> c.purpose == purpose).toList();
    }

    private int nextNumber(Purpose purpose) {
        return ofPurpose(purpose).stream().mapToInt(c -> c.number).max().orElse(0) + 1;
    }
}
