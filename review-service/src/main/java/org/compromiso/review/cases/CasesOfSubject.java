package org.compromiso.review.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.compromiso.review.decision.Purpose;

/**
 * All cases of one pledge or practice, and what another submission does to them (domain.md, Reviews). At most one case
 * of a purpose is open, and it is about the newest submission, in whatever order submissions arrive.
 */
record CasesOfSubject(List<ReviewCase> cases) {

    /** The case that a submission opens; none if it has one already. Older ones that are still open are cancelled. */
    Optional<ReviewCase> receive(Submission submission, UUID id, int dueAfterDays, Instant now) {
        if (ofPurpose(submission.purpose()).stream().anyMatch(c -> c.submission == submission.submission())) {
            return Optional.empty();
        }
        var opened = ReviewCase.open(id, nextNumber(), submission, dueAfterDays, now);
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

    private List<ReviewCase> ofPurpose(Purpose purpose) {
        return cases.stream().filter(c -> c.purpose == purpose).toList();
    }

    private int nextNumber() {
        return cases.stream().mapToInt(c -> c.number).max().orElse(0) + 1;
    }
}
