package org.compromiso.pledge.participation;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.compromiso.platform.http.IfMatch;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.problem.Problem;
import org.compromiso.pledge.register.Pledge;
import org.compromiso.pledge.register.PledgeEvent;
import org.compromiso.pledge.register.Pledges;
import org.compromiso.pledge.register.Registration;

/** Takes the answers of those who are named in a joint pledge. */
@ApplicationScoped
public class ConsentService {

    private final Pledges pledges;
    private final Clock clock;

    ConsentService(Pledges pledges, Clock clock) {
        this.pledges = pledges;
        this.clock = clock;
    }

    /**
     * Takes a participant's answer. The same answer again changes nothing and tells nobody.
     *
     * @param ifMatch the version the answer is about; null for whatever stands there now
     */
    @WithTransaction
    public Uni<Answer> answer(
            String reference, String participant, Body<Consent> body, IfMatch ifMatch, Caller caller) {
        return pledges.participated(reference, participant, caller).chain(part -> {
            var pledge = part.pledge();
            if (ifMatch != null) {
                ifMatch.check(pledge.version());
            }
            if (pledge.registration() == Registration.REJECTED) {
                throw Problem.of(
                        409,
                        "not-answerable",
                        Map.of("registration", pledge.registration().code()));
            }
            var decision = body.valid().decision();
            if (decision.equals(pledge.consents().decision(part.participant()))) {
                return Uni.createFrom().item(new Answer(200, reference, pledge.version()));
            }
            return pledge.answer(part.participant(), decision, clock.instant())
                    ? pledges.changed(pledge, 200, () -> told(pledge, part.participant(), decision))
                    : pledges.changed(pledge, 200);
        });
    }

    private PledgeEvent told(Pledge pledge, UUID id, String decision) {
        var name = pledge.form().participants().stream()
                .filter(participant -> participant.id().equals(id))
                .findFirst()
                .orElseThrow()
                .name();
        return PledgeEvent.ParticipationChanged.of(
                pledge,
                new PledgeEvent.ParticipationChanged.What(
                        LocalDate.now(clock), new PledgeEvent.ParticipationChanged.Participant(id, name), decision));
    }
}
