package org.compromiso.pledge.closing;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.compromiso.platform.http.IfMatch;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.idempotency.Idempotency;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.problem.Finding;
import org.compromiso.pledge.form.PledgeForm;
import org.compromiso.pledge.register.Author;
import org.compromiso.pledge.register.PledgeEvent;
import org.compromiso.pledge.register.Pledges;

/** The two ways in which a registered pledge ends before its time: withdrawn, or superseded by another. */
@ApplicationScoped
public class ClosingService {

    private final Pledges pledges;
    private final Idempotency idempotency;
    private final Clock clock;

    ClosingService(Pledges pledges, Idempotency idempotency, Clock clock) {
        this.pledges = pledges;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** Takes a pledge back; it stays readable and is no longer counted. */
    @WithTransaction
    public Uni<Answer> withdraw(String reference, Body<Withdrawal> body, IfMatch ifMatch, Caller caller) {
        return idempotency.once(
                body.tree(),
                () -> pledges.owned(reference, caller).chain(pledge -> {
                    ifMatch.check(pledge.version());
                    Pledges.requireRegistered(pledge);
                    var what = new PledgeEvent.Withdrawn.What(
                            LocalDate.now(clock),
                            Author.of(caller, pledge),
                            body.valid().reason());
                    pledge.withdraw(clock.instant());
                    return pledges.changed(pledge, 200, () -> PledgeEvent.Withdrawn.of(pledge, what));
                }));
    }

    /** Puts another registered pledge of the same owner in its place. */
    @WithTransaction
    public Uni<Answer> supersede(String reference, Body<Supersession> body, IfMatch ifMatch, Caller caller) {
        var by = body.value().by();
        return idempotency.once(
                body.tree(),
                () -> pledges.ownedWith(reference, by, caller).chain(pair -> {
                    var pledge = pair.pledge();
                    ifMatch.check(pledge.version());
                    Pledges.requireRegistered(pledge);
                    var reason = body.valid(supersession -> !isReference(by) || pair.isSuccession()
                                    ? List.of()
                                    : List.of(Finding.at("/by", "not-a-successor")))
                            .reason();
                    var what = new PledgeEvent.Superseded.What(
                            LocalDate.now(clock), Author.of(caller, pledge), reason, by);
                    pledge.supersede(by, clock.instant());
                    return pledges.changed(pledge, 200, () -> PledgeEvent.Superseded.of(pledge, what));
                }));
    }

    /** What is none has been told so. */
    private static boolean isReference(String by) {
        return by != null && PledgeForm.REFERENCE.matcher(by).matches();
    }
}
