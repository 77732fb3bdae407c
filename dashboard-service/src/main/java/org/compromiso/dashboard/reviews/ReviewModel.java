package org.compromiso.dashboard.reviews;

import static java.util.Objects.requireNonNull;
import static org.compromiso.dashboard.projection.EventJson.member;
import static org.compromiso.dashboard.projection.EventJson.write;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Optional;
import org.compromiso.dashboard.facets.References;
import org.compromiso.dashboard.projection.Fact;
import org.compromiso.dashboard.projection.ReadModel;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;

/** Every public decision, by case and version, in the history of the pledge or practice it concerns. */
@ApplicationScoped
class ReviewModel implements ReadModel {

    @Override
    public boolean reads(String type) {
        return "org.compromiso.ReviewCompleted.v1".equals(type);
    }

    @Override
    public Optional<StateTable> table() {
        return Optional.empty();
    }

    @Override
    public Fact read(IncomingEvent event) {
        var review = member(event, "review", Review.class);
        if (!References.isPledgeOrPractice(review.subject().reference())) {
            throw new PoisonException("The subject is neither a pledge nor a practice", null);
        }
        return new Fact(
                event.subject(),
                event.sequence(),
                review.subject().reference(),
                event.type(),
                event.time(),
                write(member(event, "what", Decision.class)),
                write(review),
                "{}");
    }

    private record Review(String id, String purpose, Subject subject, String state, String outcome, String verdict) {
        private Review {
            requireNonNull(subject);
        }
    }

    private record Subject(String reference, int submission, String kind) {
        private Subject {
            requireNonNull(reference);
        }
    }

    private record Decision(String outcome, String verdict, LocalDate on) {}
}
