package org.compromiso.pledge.participation;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.compromiso.platform.http.IfMatch;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.json.Body;
import org.compromiso.pledge.register.PledgeAnswers;
import org.compromiso.pledge.register.PledgeView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Consent over HTTP. */
@Path("/api/pledges/{reference}/participants/{id}/consent")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Taking part in a joint pledge")
public class ConsentResource {

    private final ConsentService consents;
    private final PledgeAnswers answers;
    private final SecurityIdentity identity;

    ConsentResource(ConsentService consents, PledgeAnswers answers, SecurityIdentity identity) {
        this.consents = consents;
        this.answers = answers;
        this.identity = identity;
    }

    @PUT
    @Authenticated
    @Operation(
            summary = "Say whether you take part in a joint pledge",
            description =
                    "For the participant alone: an account whose claim entity is the participant's name, or whose "
                            + "verified e-mail is the participant's; no role is needed. Possible from the first submission on, "
                            + "and again at any time; the same answer again changes nothing. It decides only what is shown and "
                            + "counted. If-Match is optional: with it, the answer is taken only for the version you read. From "
                            + "registration on it tells partners PledgeParticipationChanged when the public state changes.")
    @APIResponse(
            responseCode = "200",
            description = "The pledge as the participant may see it; ETag",
            content = @Content(schema = @Schema(implementation = PledgeView.class)))
    @APIResponse(responseCode = "401", description = "No token, or one that is not accepted")
    @APIResponse(responseCode = "403", description = "not-participant: you can read it but do not act for this one")
    @APIResponse(responseCode = "404", description = "No pledge that is public or yours, or that you are named in")
    @APIResponse(responseCode = "409", description = "not-answerable: it was rejected")
    @APIResponse(responseCode = "412", description = "Changed by someone since you read it")
    @APIResponse(responseCode = "422", description = "Neither confirmed nor declined")
    public Uni<Response> answer(
            @PathParam("reference") String reference,
            @PathParam("id") String id,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Consent.class)))
                    Body<Consent> body) {
        var caller = Caller.of(identity);
        return consents.answer(reference, id, body, ifMatch == null ? null : IfMatch.of(ifMatch), caller)
                .chain(answer -> answers.to(answer, caller));
    }
}
