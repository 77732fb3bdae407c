package org.compromiso.review.cases;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.idempotency.Idempotency;
import org.compromiso.platform.inbox.Inbox;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.compromiso.review.decision.Purpose;
import org.compromiso.review.pledges.KnownPledge;
import org.compromiso.review.pledges.PledgeVersion;
import org.compromiso.review.pledges.Pledges;

/**
 * How cases of compliance come and go: the secretariat or a closing report opens one, the pledge's withdrawal or
 * superseding cancels it (domain.md, Reviews). They are read and decided like all others. Every transaction here locks
 * the pledge first and its cases second, so that for one pledge they happen one after the other.
 */
@ApplicationScoped
public class ComplianceService {

    private static final String CONSUMER = "pledges";

    private final ReviewRepository reviews;
    private final Pledges pledges;
    private final Inbox inbox;
    private final Idempotency idempotency;
    private final DueDates dueDates;
    private final Clock clock;

    ComplianceService(
            ReviewRepository reviews,
            Pledges pledges,
            Inbox inbox,
            Idempotency idempotency,
            DueDates dueDates,
            Clock clock) {
        this.reviews = reviews;
        this.pledges = pledges;
        this.inbox = inbox;
        this.idempotency = idempotency;
        this.dueDates = dueDates;
        this.clock = clock;
    }

    /** Opens a case by hand; 409 while one is open, 422 for a pledge that is not known as registered. */
    @WithTransaction
    public Uni<Answer> open(Body<Opening> body) {
        return idempotency.once(body.tree(), () -> {
            var asked = body.valid(Opening::findings);
            return pledges.locked(asked.subject())
                    .invoke(ComplianceService::requireRegistered)
                    .chain(pledge -> casesOf(pledge).chain(cases -> {
                        cases.open(Purpose.COMPLIANCE).ifPresent(open -> {
                            throw Problem.of(409, "already-open", Map.of("case", open.id));
                        });
                        return open(pledge, cases, OpenedBy.SECRETARIAT);
                    }))
                    .map(review -> new Answer(201, review.id.toString(), review.version));
        });
    }

    /**
     * Takes what an event tells of a pledge. A closing report opens a case with its first arrival, late or not, and
     * never again; an open case serves it, too. A pledge that has left the register has no open case.
     */
    @WithTransaction
    public Uni<Void> follow(PledgeVersion version, IncomingEvent event) {
        return inbox.once(
                CONSUMER,
                event,
                () -> pledges.take(version)
                        .map(newReport ->
                                newReport && version.report().orElseThrow().closing())
                        .chain(closing -> pledges.known(version.reference()).chain(pledge -> react(pledge, closing))));
    }

    private Uni<Void> react(KnownPledge pledge, boolean closing) {
        if (pledge.isClosed()) {
            return casesOf(pledge)
                    .invoke(cases -> cases.leaveRegister(clock.instant()))
                    .replaceWithVoid();
        }
        if (closing && pledge.isRegistered()) {
            return casesOf(pledge)
                    .chain(cases -> cases.open(Purpose.COMPLIANCE).isPresent()
                            ? Uni.createFrom().voidItem()
                            : open(pledge, cases, OpenedBy.CLOSING_REPORT).replaceWithVoid());
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<CasesOfSubject> casesOf(KnownPledge pledge) {
        return reviews.lockedOfSubject(pledge.reference()).map(CasesOfSubject::new);
    }

    private Uni<ReviewCase> open(KnownPledge pledge, CasesOfSubject cases, OpenedBy reason) {
        return reviews.persistAndFlush(cases.openCompliance(
                pledge, reason, UUID.randomUUID(), dueDates.of(Purpose.COMPLIANCE), clock.instant()));
    }

    private static void requireRegistered(KnownPledge pledge) {
        if (pledge == null) {
            throw Problem.invalid(List.of(Finding.at("/subject", "unknown-pledge")));
        }
        if (!pledge.isRegistered()) {
            throw Problem.invalid(
                    List.of(Finding.at("/subject", "not-registered", Map.of("registration", pledge.registration()))));
        }
    }
}
