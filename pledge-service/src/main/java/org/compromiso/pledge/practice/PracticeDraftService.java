package org.compromiso.pledge.practice;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.BiConsumer;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.idempotency.Idempotency;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.inbox.Inbox;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.problem.Problem;
import org.compromiso.pledge.register.Author;
import org.compromiso.pledge.register.Pledge;
import org.compromiso.pledge.register.PledgeEvent;
import org.compromiso.pledge.register.Pledges;

/** Turns a fulfilled pledge into a draft practice, which practice-service makes, and follows what becomes of it. */
@ApplicationScoped
public class PracticeDraftService {

    private static final String CONSUMER = "practice";
    private static final String FULFILLED = "fulfilled";

    private final Pledges pledges;
    private final Inbox inbox;
    private final Idempotency idempotency;
    private final Clock clock;

    PracticeDraftService(Pledges pledges, Inbox inbox, Idempotency idempotency, Clock clock) {
        this.pledges = pledges;
        this.inbox = inbox;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** Asks for a draft, unless there is one or it has been asked for; that answer holds whatever became of the pledge. */
    @WithTransaction
    public Uni<Answer> request(String reference, Caller caller) {
        return idempotency.once(
                Map.of(),
                () -> pledges.owned(reference, caller).chain(pledge -> {
                    if (!pledge.practiceLink().isFree()) {
                        var status = pledge.practiceLink().practice() == null ? 202 : 200;
                        return Uni.createFrom().item(new Answer(status, reference, pledge.version()));
                    }
                    Pledges.requireRegistered(pledge);
                    requireFulfilled(pledge);
                    var bySecretariat = Author.of(caller, pledge) == Author.SECRETARIAT;
                    pledge.requestPractice(clock.instant());
                    var what = new PledgeEvent.PracticeDraftRequested.What(
                            pledge.practiceLink().request(),
                            LocalDate.now(clock),
                            pledge.owner(),
                            bySecretariat,
                            bySecretariat ? caller.pseudonym() : null);
                    return pledges.changed(pledge, 202, () -> PledgeEvent.PracticeDraftRequested.of(pledge, what));
                }));
    }

    /** The practice as the owner of the pledge knows it now. */
    @WithTransaction
    public Uni<PracticeDraftView> draft(String reference, Caller caller) {
        return pledges.owned(reference, caller)
                .map(pledge -> new PracticeDraftView(pledge.practiceLink().practice()));
    }

    /** Links the pledge with the draft that a request was answered with, once. */
    @WithTransaction
    public Uni<Void> created(DraftAnswer answer, IncomingEvent event) {
        return follow(
                answer.pledge(), event, (pledge, now) -> pledge.linkPractice(answer.request(), answer.practice(), now));
    }

    /** Frees the pledge of a draft that was deleted, once. */
    @WithTransaction
    public Uni<Void> deleted(DraftAnswer answer, IncomingEvent event) {
        return follow(answer.pledge(), event, (pledge, now) -> pledge.freeOfPractice(answer.request(), now));
    }

    /** Lets everyone know of the practice. */
    @WithTransaction
    Uni<Void> published(String reference, String practice, IncomingEvent event) {
        return follow(reference, event, (pledge, now) -> pledge.publishPractice(practice, now));
    }

    /** What changes nothing is counted: an answer to an earlier request, a later edition. */
    private Uni<Void> follow(String reference, IncomingEvent event, BiConsumer<Pledge, Instant> step) {
        return inbox.once(
                CONSUMER,
                event,
                () -> pledges.locked(reference).chain(pledge -> {
                    if (pledge == null) {
                        return inbox.dropped(event, "there is no pledge " + reference);
                    }
                    var before = pledge.practiceLink();
                    step.accept(pledge, clock.instant());
                    return pledge.practiceLink().equals(before)
                            ? inbox.dropped(event, "it changes nothing in " + reference)
                            : pledges.changed(pledge, 200).replaceWithVoid();
                }));
    }

    private static void requireFulfilled(Pledge pledge) {
        var headline = pledge.compliance().headline();
        if (!FULFILLED.equals(headline)) {
            throw Problem.of(409, "not-fulfilled-yet", Map.of("headline", headline));
        }
    }
}
