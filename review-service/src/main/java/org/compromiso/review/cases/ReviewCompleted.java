package org.compromiso.review.cases;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.compromiso.platform.outbox.OutboxEvent;
import org.compromiso.review.decision.CriterionAnswer;
import org.compromiso.review.decision.Purpose;

/**
 * What a decided case is told as ({@code contracts/events}). Neither says who decided. A review of compliance has a
 * verdict and no outcome, the others the other way round.
 */
sealed interface ReviewCompleted {

    /** The event, ready for the outbox; the case must have been flushed. */
    default OutboxEvent about(ReviewCase review, String topic) {
        return new OutboxEvent(topic, review.reference, review.id.toString(), review.version, type(), this);
    }

    String type();

    /** For the services: every decision, with the consolidated comment. */
    record ForServices(What what, Review review) implements ReviewCompleted {

        record What(String outcome, String verdict, LocalDate on, String comment, List<CriterionAnswer> criteria) {}

        record Review(
                UUID id,
                Purpose purpose,
                ReviewSubject subject,
                int number,
                CaseState state,
                String outcome,
                String verdict,
                long version) {}

        static ForServices of(ReviewCase review) {
            return new ForServices(
                    new What(review.outcome, review.verdict, review.closedOn(), review.comment, review.answers()),
                    new Review(
                            review.id,
                            review.purpose,
                            ReviewSubject.of(review),
                            review.number,
                            review.state,
                            review.outcome,
                            review.verdict,
                            review.version));
        }

        @Override
        public String type() {
            return "org.compromiso.casework.ReviewCompleted.v1";
        }
    }

    /** For partners: only public results, without a word of the review. */
    record ForPartners(What what, Review review) implements ReviewCompleted {

        record What(String outcome, String verdict, LocalDate on) {}

        record Review(
                UUID id,
                Purpose purpose,
                ReviewSubject subject,
                CaseState state,
                String outcome,
                String verdict,
                long version) {}

        static ForPartners of(ReviewCase review) {
            return new ForPartners(
                    new What(review.outcome, review.verdict, review.closedOn()),
                    new Review(
                            review.id,
                            review.purpose,
                            ReviewSubject.of(review),
                            review.state,
                            review.outcome,
                            review.verdict,
                            review.version));
        }

        @Override
        public String type() {
            return "org.compromiso.ReviewCompleted.v1";
        }
    }
}
