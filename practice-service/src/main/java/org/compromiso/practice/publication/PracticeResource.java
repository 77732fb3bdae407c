package org.compromiso.practice.publication;

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
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.identity.Roles;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.json.BodyReader;
import org.compromiso.platform.json.EmptyBody;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.compromiso.practice.form.PracticeForm;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/practices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Practices", description = "What was done and proved effective, peer reviewed")
class PracticeResource {

    private final PracticeService practices;
    private final SecurityIdentity identity;

    PracticeResource(PracticeService practices, SecurityIdentity identity) {
        this.practices = practices;
        this.identity = identity;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(summary = "Record a draft", description = """
                    The smallest draft has title, type and implementer (one made from a pledge needs its title \
                    only). Values that are present are checked at once; what is missing is asked for at submission. The \
                    owner is the entity your account acts for; the secretariat records on behalf of implementer.name. \
                    Idempotency-Key is optional.""")
    @APIResponse(
            responseCode = "201",
            description = "The draft; Location and ETag",
            content = @Content(schema = @Schema(implementation = PracticeView.class)))
    @APIResponse(responseCode = "400", description = "Cannot be read: not JSON, a wrong JSON type, an unknown field")
    @APIResponse(responseCode = "422", description = "Values that cannot be: unknown code, too long, no date")
    public Uni<Response> create(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PracticeForm.class)))
                    Body<PracticeForm> body) {
        var caller = caller();
        return practices.create(body, caller).chain(answer -> answered(answer, caller));
    }

    @GET
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(
            summary = "Work lists",
            description =
                    "mine=true: your own, newest first (the secretariat: those it recorded). "
                            + "state=submitted: what is under review (secretariat). Published practices are listed at /api/dashboard/practices.")
    @APIResponse(responseCode = "200", description = "A page, newest first")
    public Uni<Page<PracticeSummary>> list(
            @Parameter(schema = @Schema(enumeration = "true")) @QueryParam("mine") String mine,
            @Parameter(schema = @Schema(enumeration = "submitted")) @QueryParam("state") String state,
            @BeanParam PageRequest page) {
        page.limit();
        var caller = caller();
        if ("true".equals(mine) && state == null) {
            return practices.mine(page, caller);
        }
        if ("submitted".equals(state) && mine == null) {
            if (!caller.secretariat()) {
                throw Problem.of(403, "forbidden");
            }
            return practices.submitted(page);
        }
        throw Problem.unreadable(List.of(Finding.at("?mine", "choose-list")));
    }

    @GET
    @Path("{reference}")
    @PermitAll
    @Operation(
            summary = "Read a practice",
            description = "Public from its first edition on, and shows the latest; its owner and the secretariat see "
                    + "the newest round. contact and returned are for these two alone.")
    @APIResponse(
            responseCode = "200",
            description = "The practice; ETag",
            content = @Content(schema = @Schema(implementation = PracticeView.class)))
    @APIResponse(responseCode = "404", description = "None that is public or yours")
    public Uni<Response> read(@Parameter(example = "R-2026-000001") @PathParam("reference") String reference) {
        return practices
                .view(reference, caller())
                .map(view -> Response.ok(view)
                        .header("ETag", IfMatch.etag(view.version()))
                        .build());
    }

    @PATCH
    @Path("{reference}")
    @Consumes(BodyReader.MERGE_PATCH)
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(
            summary = "Change a practice",
            description = "JSON Merge Patch (RFC 7396): null removes, lists are replaced. A draft or returned round is "
                    + "changed in place; on a settled round of a published practice a new draft opens that starts as "
                    + "its copy. If-Match is required.")
    @APIResponse(
            responseCode = "200",
            description = "The practice; ETag",
            content = @Content(schema = @Schema(implementation = PracticeView.class)))
    @APIResponse(responseCode = "409", description = "under-review; not-editable: rejected, or nothing to hand in")
    @APIResponse(responseCode = "412", description = "Changed by someone since you read it")
    public Uni<Response> change(
            @PathParam("reference") String reference,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = BodyReader.MERGE_PATCH,
                                            schema = @Schema(implementation = PracticeForm.class)))
                    Body<PracticeForm> patch) {
        var caller = caller();
        return practices
                .change(reference, patch, IfMatch.of(ifMatch), caller)
                .chain(answer -> answered(answer, caller));
    }

    @DELETE
    @Path("{reference}")
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(
            summary = "Delete a draft or returned round",
            description = "Deletes the practice only if it has no edition; the pledge it was made from is free then. "
                    + "If-Match is required.")
    @APIResponse(responseCode = "204", description = "Gone; a practice's reference is never used again")
    public Uni<Void> delete(@PathParam("reference") String reference, @HeaderParam("If-Match") String ifMatch) {
        return practices.delete(reference, IfMatch.of(ifMatch), caller());
    }

    @POST
    @Path("{reference}/submission")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(
            summary = "Submit a practice to be reviewed",
            description = "Body {}. Everything that is missing or contradicts is listed at once. If-Match is required; "
                    + "Idempotency-Key is optional. Partners are told once it is published.")
    @APIResponse(
            responseCode = "200",
            description = "Submitted; ETag",
            content = @Content(schema = @Schema(implementation = PracticeView.class)))
    @APIResponse(responseCode = "409", description = "under-review; not-editable: rejected, or nothing to hand in")
    @APIResponse(responseCode = "422", description = "Not complete")
    public Uni<Response> submit(
            @PathParam("reference") String reference,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = EmptyBody.class)))
                    Body<EmptyBody> body) {
        var caller = caller();
        return practices.submit(reference, IfMatch.of(ifMatch), caller).chain(answer -> answered(answer, caller));
    }

    @GET
    @Path("{reference}/editions")
    @PermitAll
    @Operation(
            summary = "Editions of a practice",
            description = "Newest first, each with what it says. Owner and secretariat see all rounds and what peer "
                    + "review said of them.")
    @APIResponse(responseCode = "200", description = "A page, newest first")
    @APIResponse(responseCode = "404", description = "None that is public or yours")
    public Uni<Page<EditionView>> editions(@PathParam("reference") String reference, @BeanParam PageRequest page) {
        page.limit();
        return practices.editions(reference, page, caller());
    }

    private Uni<Response> answered(Answer answer, Caller caller) {
        return practices.view(answer.reference(), caller).map(view -> answer.with(view, "/api/practices"));
    }

    private Caller caller() {
        return Caller.of(identity);
    }
}
