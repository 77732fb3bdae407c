package org.compromiso.review.cases;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.compromiso.review.decision.Purpose;

@ApplicationScoped
class ReviewRepository implements PanacheRepositoryBase<ReviewCase, UUID> {

    /** The last item of the page before. */
    record Place(Instant openedAt, UUID id) {}

    Uni<List<ReviewCase>> ofSubject(String reference) {
        return list("reference = ?1 order by number", reference);
    }

    /** The same, locked: a decision that is being written is waited for, and a later one waits. */
    Uni<List<ReviewCase>> lockedOfSubject(String reference) {
        return find("reference = ?1 order by number", reference)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Ids of the subject's earlier cases of the same purpose, oldest submission first. */
    Uni<List<UUID>> earlier(ReviewCase review) {
        return find(
                        "select c.id from ReviewCase c where c.reference = ?1 and c.purpose = ?2"
                                + " and (c.submission < ?3 or c.submission = ?3 and c.number < ?4)"
                                + " order by c.submission, c.number",
                        review.reference,
                        review.purpose,
                        review.submission,
                        review.number)
                .project(UUID.class)
                .list();
    }

    /** One more than the limit, newest first. */
    Uni<List<ReviewCase>> newestFirst(ReviewFilter filter, Optional<Place> after, int limit) {
        var conditions = new ArrayList<>(List.of("true = true"));
        var parameters = new HashMap<String, Object>();
        if (!filter.purpose.isEmpty()) {
            conditions.add("purpose in :purposes");
            parameters.put(
                    "purposes",
                    Arrays.stream(Purpose.values())
                            .filter(purpose -> filter.purpose.contains(purpose.code()))
                            .toList());
        }
        if (!filter.state.isEmpty()) {
            conditions.add("state in :states");
            parameters.put(
                    "states",
                    Arrays.stream(CaseState.values())
                            .filter(state -> filter.state.contains(state.code()))
                            .toList());
        }
        if (!filter.subject.isEmpty()) {
            conditions.add("reference in :references");
            parameters.put("references", filter.subject);
        }
        after.ifPresent(place -> {
            conditions.add("(openedAt < :openedAt or openedAt = :openedAt and id < :id)");
            parameters.put("openedAt", place.openedAt());
            parameters.put("id", place.id());
        });
        return find(String.join(" and ", conditions) + " order by openedAt desc, id desc", parameters)
                .range(0, limit)
                .list();
    }
}
