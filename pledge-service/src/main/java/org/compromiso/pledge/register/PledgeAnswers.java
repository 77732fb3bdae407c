package org.compromiso.pledge.register;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.identity.Caller;

/** How every change of a pledge is answered over HTTP: the pledge as the caller may see it, with its ETag. */
@ApplicationScoped
public class PledgeAnswers {

    private final PledgeService pledges;

    PledgeAnswers(PledgeService pledges) {
        this.pledges = pledges;
    }

    public Uni<Response> to(Answer answer, Caller caller) {
        return pledges.view(answer.reference(), caller).map(view -> answer.with(view, "/api/pledges"));
    }
}
