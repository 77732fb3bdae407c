package org.compromiso.pledge.register;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.problem.Messages;

/** How every change of a pledge is answered over HTTP: the pledge as the caller may see it, with its ETag. */
@ApplicationScoped
public class PledgeAnswers {

    private final PledgeService pledges;

    private final HttpHeaders headers;

    PledgeAnswers(PledgeService pledges, HttpHeaders headers) {
        this.pledges = pledges;
        this.headers = headers;
    }

    public Uni<Response> to(Answer answer, Caller caller) {
        return view(answer.reference(), caller).map(view -> answer.with(view, "/api/pledges"));
    }

    /** The pledge as the caller may see it, advised on in the language of the request. */
    Uni<PledgeView> view(String reference, Caller caller) {
        var language = Messages.preferred(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        return pledges.view(reference, caller, language);
    }
}
