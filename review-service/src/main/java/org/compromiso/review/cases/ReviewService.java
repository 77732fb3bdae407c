package org.compromiso.review.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.compromiso.platform.http.IfMatch;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.idempotency.Idempotency;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.inbox.Inbox;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.outbox.Outbox;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.compromiso.review.decision.Completion;
import org.compromiso.review.decision.CompletionRules;
import org.compromiso.review.pledges.Pledges;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Cases: opened by submissions, listed, read and decided. How those of compliance open: {@link ComplianceService}. */
@ApplicationScoped
public class ReviewService {

    private static final String CONSUMER = "casework";

    private final ReviewRepository reviews;
    private final Pledges pledges;
    private final CaseFiles files;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Idempotency idempotency;
    private final DueDates dueDates;
    private final Clock clock;
    private final String caseworkTopic;
    private final String reviewsTopic;

    ReviewService(
            ReviewRepository reviews,
            Pledges pledges,
            CaseFiles files,
            Outbox outbox,
            Inbox inbox,
            Idempotency idempotency,
            DueDates dueDates,
            Clock clock,
            @ConfigProperty(name = "compromiso.casework.topic") String caseworkTopic,
            @ConfigProperty(name = "compromiso.reviews.topic") String reviewsTopic) {
        this.reviews = reviews;
        this.pledges = pledges;
        this.files = files;
        this.outbox = outbox;
        this.inbox = inbox;
        this.idempotency = idempotency;
        this.dueDates = dueDates;
        this.clock = clock;
        this.caseworkTopic = caseworkTopic;
        this.reviewsTopic = reviewsTopic;
    }

    /** Opens the case of a submission, unless it has one. */
    @WithTransaction
    public Uni<Void> receive(Submission submission, IncomingEvent event) {
        return inbox.once(
                CONSUMER,
                event,
                () -> reviews.ofSubject(submission.reference()).chain(cases -> {
                    var opened = new CasesOfSubject(cases)
                            .receive(submission, UUID.randomUUID(), dueDates.of(submission.purpose()), clock.instant());
                    return opened.map(review -> open(review, submission))
                            .orElseGet(() -> inbox.dropped(event, "this submission has its case"));
                }));
    }

    /** What was cancelled goes first: a subject never has two open cases of a purpose, not even inside. */
    private Uni<Void> open(ReviewCase review, Submission submission) {
        return reviews.flush()
                .chain(() -> reviews.persist(review))
                .chain(Panache::getSession)
                .chain(session -> session.persist(new ReviewSubmission(review.id, submission.content())));
    }

    /** Cases that the caller may see, newest first. */
    @WithTransaction
    public Uni<Page<ReviewSummary>> list(ReviewFilter filter, PageRequest page, Caller caller) {
        var limit = page.limit();
        var after = page.after(2).map(ReviewService::place);
        if (!caller.secretariat() || filter.onlyMine()) {
            // Nobody has been assigned to a case yet.
            return Uni.createFrom().item(new Page<>(List.of(), null));
        }
        return reviews.newestFirst(filter, after, limit)
                .map(rows -> Page.of(
                        rows, limit, row -> List.of(row.openedAt.toString(), row.id.toString()), ReviewSummary::of));
    }

    /** A case as the caller may see it; 404 when there is none for them. */
    @WithTransaction
    public Uni<ReviewView> view(String id, Caller caller) {
        return found(id, caller)
                .chain(review -> reviews.earlier(review)
                        .chain(earlier -> content(review)
                                .map(content ->
                                        ReviewView.of(review, earlier, content, files.of(review.purpose, content)))));
    }

    /** Decides a case, and tells of it. */
    @WithTransaction
    public Uni<Answer> complete(String id, Body<Completion> body, IfMatch ifMatch, Caller caller) {
        return idempotency.once(
                body.tree(),
                () -> found(id, caller).chain(review -> {
                    if (review.isRecordOf(caller.pseudonym().toString())) {
                        throw Problem.of(403, "own-record");
                    }
                    ifMatch.check(review.version);
                    requireOpen(review);
                    var completion = body.valid(read -> CompletionRules.findings(review.purpose, read));
                    review.decide(completion, clock.instant());
                    // The case first: of two members who decide at once, one is told that it has changed meanwhile.
                    return reviews.flush()
                            .chain(Panache::getSession)
                            .chain(session -> session.persist(new ReviewDecider(review, caller.id())))
                            .chain(reviews::flush)
                            .chain(() -> keepContent(review))
                            .chain(() -> tell(review))
                            .map(told -> new Answer(200, review.id.toString(), review.version));
                }));
    }

    private Uni<JsonNode> content(ReviewCase review) {
        return review.isAboutNow()
                ? pledges.content(review.reference)
                : Panache.getSession()
                        .chain(session -> session.find(ReviewSubmission.class, review.id))
                        .map(submission -> submission.content);
    }

    /** What a verdict was given upon. The case is locked by now: a closing report is in it or opens the next case. */
    private Uni<Void> keepContent(ReviewCase review) {
        return review.purpose.endsWithVerdict()
                ? pledges.content(review.reference)
                        .chain(content -> Panache.getSession()
                                .chain(session -> session.persist(new ReviewSubmission(review.id, content))))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> tell(ReviewCase review) {
        var told = outbox.append(ReviewCompleted.ForServices.of(review).about(review, caseworkTopic));
        return review.hasPublicResult()
                ? told.chain(() ->
                        outbox.append(ReviewCompleted.ForPartners.of(review).about(review, reviewsTopic)))
                : told;
    }

    private Uni<ReviewCase> found(String id, Caller caller) {
        var known = caller.secretariat()
                ? uuid(id).map(reviews::findById)
                        .orElseGet(() -> Uni.createFrom().nullItem())
                : Uni.createFrom().<ReviewCase>nullItem();
        return known.onItem().ifNull().failWith(Problem::notFound);
    }

    private static void requireOpen(ReviewCase review) {
        switch (review.state) {
            case DECIDED -> throw Problem.of(409, "already-decided");
            case CANCELLED -> throw Problem.of(409, "cancelled");
            case OPEN -> {
                // As it must be.
            }
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            var id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static ReviewRepository.Place place(List<String> key) {
        try {
            return new ReviewRepository.Place(
                    Instant.parse(key.get(0)), uuid(key.get(1)).orElseThrow());
        } catch (DateTimeException | NoSuchElementException notOurs) {
            throw Problem.unreadable(List.of(Finding.at("?cursor", "unknown-cursor")));
        }
    }
}
