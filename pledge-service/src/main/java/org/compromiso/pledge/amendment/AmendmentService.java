package org.compromiso.pledge.amendment;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.compromiso.platform.http.IfMatch;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.idempotency.Idempotency;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.problem.Problem;
import org.compromiso.pledge.form.Numbering;
import org.compromiso.pledge.mail.PledgeMails;
import org.compromiso.pledge.register.Author;
import org.compromiso.pledge.register.Pledge;
import org.compromiso.pledge.register.PledgeEvent;
import org.compromiso.pledge.register.Pledges;

/** Amends registered pledges. */
@ApplicationScoped
public class AmendmentService {

    private final Pledges pledges;
    private final PledgeMails mails;
    private final Idempotency idempotency;
    private final Clock clock;

    AmendmentService(Pledges pledges, PledgeMails mails, Idempotency idempotency, Clock clock) {
        this.pledges = pledges;
        this.mails = mails;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** Changes goals or dates; the reason stands in the public history. */
    @WithTransaction
    public Uni<Answer> amend(String reference, Body<Amendment> body, IfMatch ifMatch, Caller caller) {
        return idempotency.once(
                body.tree(),
                () -> pledges.owned(reference, caller).chain(pledge -> {
                    ifMatch.check(pledge.version());
                    Pledges.requireRegistered(pledge);
                    var today = LocalDate.now(clock);
                    var content = content(pledge, body, today);
                    var what = new PledgeEvent.Amended.What(
                            today,
                            Author.of(caller, pledge),
                            body.valid().reason(),
                            pledge.form().endsOn());
                    pledge.amend(content, clock.instant());
                    return pledges.changed(pledge, 200, () -> PledgeEvent.Amended.of(pledge, what))
                            .call(() -> mails.amended(
                                    reference,
                                    pledge.version(),
                                    pledge.consents().notDeclined()));
                }));
    }

    /** What the pledge will say; throws 409 for a date that has passed, else 422 with everything that is wrong. */
    private Numbering content(Pledge pledge, Body<Amendment> body, LocalDate today) {
        var before = pledge.form();
        var after = body.value().appliedTo(before);
        var passed = Amendment.movedAlthoughPassed(before, after, today);
        if (!passed.isEmpty()) {
            throw Problem.of(409, "already-due", Map.of("dates", String.join(", ", passed)));
        }
        var numbered = Numbering.of(after, before, pledge.lastGoalNumber(), UUID::randomUUID);
        body.valid(amendment -> {
            var findings = new ArrayList<>(numbered.findings());
            findings.addAll(Amendment.check(before, after, today));
            findings.addAll(pledges.tooLarge(after));
            // A date that could not be read looks like one that was left out.
            findings.removeIf(f ->
                    f.code().equals("nothing-changed") && !body.impossible().isEmpty());
            return findings;
        });
        return numbered;
    }
}
