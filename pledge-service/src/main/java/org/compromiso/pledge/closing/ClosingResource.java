package org.compromiso.pledge.closing;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.compromiso.platform.http.IfMatch;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.identity.Roles;
import org.compromiso.platform.json.Body;
import org.compromiso.pledge.register.PledgeAnswers;
import org.compromiso.pledge.register.PledgeView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Withdrawal and supersession over HTTP. */
@Path("/api/pledges/{reference}")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Life of a registered pledge")
public class ClosingResource {

    private final ClosingService closing;
    private final PledgeAnswers answers;
    private final SecurityIdentity identity;

    ClosingResource(ClosingService closing, PledgeAnswers answers, SecurityIdentity identity) {
        this.closing = closing;
        this.answers = answers;
        this.identity = identity;
    }

    @POST
    @Path("withdrawal")
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(
            summary = "Withdraw a registered pledge",
            description = "Final. It stays readable, with the reason in its public history, and is no longer counted. "
                    + "If-Match is required; Idempotency-Key is optional. Tells partners PledgeWithdrawn.")
    @APIResponse(
            responseCode = "200",
            description = "The pledge; ETag",
            content = @Content(schema = @Schema(implementation = PledgeView.class)))
    @APIResponse(responseCode = "409", description = "not-registered")
    public Uni<Response> withdraw(
            @PathParam("reference") String reference,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Withdrawal.class)))
                    Body<Withdrawal> body) {
        var caller = Caller.of(identity);
        return closing.withdraw(reference, body, IfMatch.of(ifMatch), caller)
                .chain(answer -> answers.to(answer, caller));
    }

    @POST
    @Path("supersession")
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(
            summary = "Put another pledge in a registered one's place",
            description =
                    "Final. The other one must be registered at this moment and belong to the same owner. If-Match "
                            + "is required; Idempotency-Key is optional. Tells partners PledgeSuperseded.")
    @APIResponse(
            responseCode = "200",
            description = "The pledge; ETag",
            content = @Content(schema = @Schema(implementation = PledgeView.class)))
    @APIResponse(responseCode = "409", description = "not-registered")
    @APIResponse(responseCode = "422", description = "by is not a registered pledge of the same owner")
    public Uni<Response> supersede(
            @PathParam("reference") String reference,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Supersession.class)))
                    Body<Supersession> body) {
        var caller = Caller.of(identity);
        return closing.supersede(reference, body, IfMatch.of(ifMatch), caller)
                .chain(answer -> answers.to(answer, caller));
    }
}
