package org.compromiso.pledge.register;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.compromiso.platform.http.IfMatch;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.identity.Roles;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.json.BodyReader;
import org.compromiso.platform.json.EmptyBody;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.compromiso.pledge.form.PledgeForm;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/pledges")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Pledges", description = "Promises to act on the Global Compact for Migration")
class PledgeResource {

    private final PledgeService pledges;
    private final PledgeAnswers answers;
    private final SecurityIdentity identity;

    PledgeResource(PledgeService pledges, PledgeAnswers answers, SecurityIdentity identity) {
        this.pledges = pledges;
        this.answers = answers;
        this.identity = identity;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(summary = "Record a draft", description = """
                    The smallest draft has title, type and entity. Values that are present are checked at once; what is \
                    missing is asked for at submission. The owner is the entity your account acts for; the secretariat \
                    records on behalf of entity.name. Idempotency-Key is optional.""")
    @APIResponse(
            responseCode = "201",
            description = "The draft; Location and ETag",
            content = @Content(schema = @Schema(implementation = PledgeView.class)))
    @APIResponse(responseCode = "400", description = "Cannot be read: not JSON, a wrong JSON type, an unknown field")
    @APIResponse(responseCode = "422", description = "Values that cannot be: unknown code, too long, no date")
    public Uni<Response> create(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PledgeForm.class)))
                    Body<PledgeForm> body) {
        var caller = caller();
        return pledges.create(body, caller).chain(answer -> answers.to(answer, caller));
    }

    @GET
    @Authenticated
    @Operation(
            summary = "Work lists",
            description = "mine=true: your own, newest first (pledger; the secretariat: those it recorded). "
                    + "invited=true: where you are named as a participant, with your answer, what was asked last first "
                    + "(any account). registration=submitted: what waits to be screened (secretariat).")
    @APIResponse(responseCode = "200", description = "A page; of PledgeInvitation when invited=true")
    @APIResponse(responseCode = "400", description = "None of these lists, or two at once")
    @APIResponse(responseCode = "403", description = "The list needs a role that you lack")
    public Uni<Page<WorkListLine>> list(
            @Parameter(schema = @Schema(enumeration = "true")) @QueryParam("mine") String mine,
            @Parameter(schema = @Schema(enumeration = "true")) @QueryParam("invited") String invited,
            @Parameter(schema = @Schema(enumeration = "submitted")) @QueryParam("registration") String registration,
            @BeanParam PageRequest page) {
        var caller = caller();
        if ("true".equals(invited) && mine == null && registration == null) {
            return pledges.invited(page, caller);
        }
        if ("true".equals(mine) && invited == null && registration == null) {
            require(caller.pledger() || caller.secretariat());
            return pledges.mine(page, caller);
        }
        if ("submitted".equals(registration) && mine == null && invited == null) {
            require(caller.secretariat());
            return pledges.submitted(page);
        }
        throw Problem.unreadable(List.of(Finding.at("?mine", "choose-list")));
    }

    @GET
    @Path("{reference}")
    @PermitAll
    @Operation(
            summary = "Read a pledge",
            description =
                    "Public once it is registered; before that for its owner, the secretariat, and those it names "
                            + "as participants, who see what was last submitted. contact, secondContact, participants' "
                            + "e-mails, returned, screening, complianceReview and others who have not confirmed are for "
                            + "owner and secretariat alone, "
                            + "and while it can be changed assessment (advice, in the language of Accept-Language) and "
                            + "possibleDuplicates.")
    @APIResponse(
            responseCode = "200",
            description = "The pledge; ETag",
            content = @Content(schema = @Schema(implementation = PledgeView.class)))
    @APIResponse(responseCode = "404", description = "None that is public or yours")
    public Uni<Response> read(@Parameter(example = "P-2026-000001") @PathParam("reference") String reference) {
        return answers.view(reference, caller())
                .map(view -> Response.ok(view)
                        .header("ETag", IfMatch.etag(view.version()))
                        .build());
    }

    @PATCH
    @Path("{reference}")
    @Consumes(BodyReader.MERGE_PATCH)
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(
            summary = "Change a draft or a returned pledge",
            description = "JSON Merge Patch (RFC 7396): null removes, lists are replaced. Send goals with their number "
                    + "and participants with their id to keep them. If-Match is required.")
    @APIResponse(
            responseCode = "200",
            description = "The pledge; ETag",
            content = @Content(schema = @Schema(implementation = PledgeView.class)))
    @APIResponse(responseCode = "409", description = "not-editable: it is submitted, registered or closed")
    @APIResponse(responseCode = "412", description = "Changed by someone since you read it")
    public Uni<Response> change(
            @PathParam("reference") String reference,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = BodyReader.MERGE_PATCH,
                                            schema = @Schema(implementation = PledgeForm.class)))
                    Body<PledgeForm> patch) {
        var caller = caller();
        return pledges.change(reference, patch, IfMatch.of(ifMatch), caller)
                .chain(answer -> answers.to(answer, caller));
    }

    @DELETE
    @Path("{reference}")
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(summary = "Delete a draft or a returned pledge", description = "If-Match is required.")
    @APIResponse(responseCode = "204", description = "Gone; its reference is never used again")
    public Uni<Void> delete(@PathParam("reference") String reference, @HeaderParam("If-Match") String ifMatch) {
        return pledges.delete(reference, IfMatch.of(ifMatch), caller());
    }

    @POST
    @Path("{reference}/submission")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(
            summary = "Submit a pledge to be screened",
            description = "Body {}. Everything that is missing or contradicts is listed at once. If-Match is required; "
                    + "Idempotency-Key is optional. Tells partners PledgeSubmitted.")
    @APIResponse(
            responseCode = "200",
            description = "Submitted; ETag",
            content = @Content(schema = @Schema(implementation = PledgeView.class)))
    @APIResponse(responseCode = "409", description = "not-editable: it is submitted, registered or closed")
    @APIResponse(responseCode = "422", description = "Not complete")
    public Uni<Response> submit(
            @PathParam("reference") String reference,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = EmptyBody.class)))
                    Body<EmptyBody> body) {
        var caller = caller();
        return pledges.submit(reference, IfMatch.of(ifMatch), caller).chain(answer -> answers.to(answer, caller));
    }

    private static void require(boolean role) {
        if (!role) {
            throw Problem.of(403, "forbidden");
        }
    }

    private Caller caller() {
        return Caller.of(identity);
    }
}
