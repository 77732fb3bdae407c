package org.compromiso.pledge.decisions;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.compromiso.platform.inbox.Inbox;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.pledge.compliance.Compliance;
import org.compromiso.pledge.compliance.Verdict;
import org.compromiso.pledge.mail.PledgeMails;
import org.compromiso.pledge.register.Pledge;
import org.compromiso.pledge.register.PledgeEvent;
import org.compromiso.pledge.register.Pledges;

/**
 * Gives pledges the reviewers' voice. Decisions are ordered by the case's number for the pledge: one of an earlier case
 * that comes late stands in the history and changes nothing else; nobody is told of it by mail. Each case keeps its comment, so that the one which is shown
 * is that of the decision which stands.
 */
@ApplicationScoped
public class ComplianceDecisions {

    private static final String CONSUMER = "compliance";

    private final Pledges pledges;
    private final PledgeMails mails;
    private final Inbox inbox;
    private final Clock clock;

    ComplianceDecisions(Pledges pledges, PledgeMails mails, Inbox inbox, Clock clock) {
        this.pledges = pledges;
        this.mails = mails;
        this.inbox = inbox;
        this.clock = clock;
    }

    /** Applies a decision, once. */
    @WithTransaction
    public Uni<Void> apply(ComplianceDecision decision, IncomingEvent event) {
        return inbox.once(
                CONSUMER,
                event,
                () -> pledges.locked(decision.reference()).chain(pledge -> {
                    if (pledge == null || !pledge.registration().isPublic()) {
                        return inbox.dropped(event, "it is not registered");
                    }
                    var verdict = Verdict.of(decision.verdict())
                            .orElseThrow(() ->
                                    new PoisonException("The verdict " + decision.verdict() + " is not known", null));
                    return isNew(decision)
                            .chain(fresh -> fresh
                                    ? assess(pledge, decision, verdict)
                                    : inbox.dropped(event, "case " + decision.caseNumber() + " has been heard"));
                }));
    }

    /** The natural key, which holds when the inbox has forgotten the event. */
    private Uni<Boolean> isNew(ComplianceDecision decision) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into heard_case (reference, number, comment) values (?1, ?2, ?3) on conflict do nothing")
                        .setParameter(1, decision.reference())
                        .setParameter(2, decision.caseNumber())
                        .setParameter(3, decision.comment())
                        .executeUpdate())
                .map(inserted -> inserted == 1);
    }

    private Uni<Void> assess(Pledge pledge, ComplianceDecision decision, Verdict verdict) {
        var state = verdict.state(pledge.deadlines().dueOn(decision.decidedOn()));
        var isNews = pledge.compliance().isNews(decision.caseNumber());
        var what = new PledgeEvent.Assessed.What(
                decision.decidedOn(), decision.caseNumber(), verdict.code(), state, isNews);
        pledge.assess(
                new Compliance.Assessed(state, decision.decidedOn(), verdict.code(), decision.caseNumber()),
                clock.instant());
        return pledges.changed(pledge, 200, () -> PledgeEvent.Assessed.of(pledge, what))
                .chain(() -> isNews
                        ? mails.assessed(decision.reference(), decision.caseNumber())
                        : Uni.createFrom().voidItem());
    }
}
