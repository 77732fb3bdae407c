package org.compromiso.pledge.amendment;

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

/** Amendments over HTTP. */
@Path("/api/pledges/{reference}/amendments")
@Tag(name = "Life of a registered pledge")
public class AmendmentResource {

    private final AmendmentService amendments;
    private final PledgeAnswers answers;
    private final SecurityIdentity identity;

    AmendmentResource(AmendmentService amendments, PledgeAnswers answers, SecurityIdentity identity) {
        this.amendments = amendments;
        this.answers = answers;
        this.identity = identity;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(
            summary = "Amend a registered pledge",
            description = "Other goals or dates, by the rules of submission on the day of the amendment; what is left "
                    + "out stays. A goal sent with its number stays that goal, one without is new, one left out ends. "
                    + "The reason stands in the public history. If-Match is required; Idempotency-Key is optional. "
                    + "Tells partners PledgeAmended.")
    @APIResponse(
            responseCode = "200",
            description = "The pledge; ETag",
            content = @Content(schema = @Schema(implementation = PledgeView.class)))
    @APIResponse(
            responseCode = "409",
            description = "not-registered; already-due: a date that has passed cannot be moved")
    @APIResponse(responseCode = "422", description = "Everything that breaks a rule, or nothing would change")
    public Uni<Response> amend(
            @PathParam("reference") String reference,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Amendment.class)))
                    Body<Amendment> body) {
        var caller = Caller.of(identity);
        return amendments
                .amend(reference, body, IfMatch.of(ifMatch), caller)
                .chain(answer -> answers.to(answer, caller));
    }
}
