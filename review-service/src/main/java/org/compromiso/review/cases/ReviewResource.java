package org.compromiso.review.cases;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.compromiso.platform.http.IfMatch;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.identity.Roles;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.platform.problem.ProblemDocument;
import org.compromiso.review.decision.Completion;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Cases over HTTP (api.md, review-service). */
@Path("/api/reviews")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reviews", description = "Screening of pledges, peer review of practices, review of compliance")
class ReviewResource {

    private final ReviewService reviews;
    private final ComplianceService compliance;
    private final SecurityIdentity identity;
    private final UriInfo uri;

    ReviewResource(ReviewService reviews, ComplianceService compliance, SecurityIdentity identity, UriInfo uri) {
        this.reviews = reviews;
        this.compliance = compliance;
        this.identity = identity;
        this.uri = uri;
    }

    @GET
    @RolesAllowed({Roles.SECRETARIAT, Roles.REVIEWER})
    @Operation(
            summary = "List cases",
            description = "Newest first. The secretariat sees all; a reviewer its own, of which there are none yet. "
                    + "Filters may be repeated: OR inside one, AND between.")
    @APIResponse(responseCode = "200", description = "A page; Link with rel=next when there is more")
    @APIResponse(
            responseCode = "400",
            description = "An unknown parameter, code, state, reference or cursor, or a limit out of range",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDocument.class)))
    @APIResponse(responseCode = "401", description = "No token, or one that is not accepted")
    @APIResponse(responseCode = "403", description = "Neither of the secretariat nor a reviewer")
    public Uni<Page<ReviewSummary>> list(@BeanParam ReviewFilter filter, @BeanParam PageRequest page) {
        filter.check(uri.getQueryParameters());
        return reviews.list(filter, page, caller());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.SECRETARIAT, Roles.REVIEWER})
    @Operation(
            summary = "Read a case",
            description =
                    "With the pledge or practice as it was submitted; for compliance with the pledge's public state "
                            + "and progress reports, as they are now while the case is open. The secretariat reads every case; a "
                            + "reviewer those it is assigned to, of which there are none yet.")
    @APIResponse(
            responseCode = "200",
            description = "The case; ETag",
            content = @Content(schema = @Schema(implementation = ReviewView.class)))
    @APIResponse(responseCode = "401", description = "No token, or one that is not accepted")
    @APIResponse(responseCode = "403", description = "Neither of the secretariat nor a reviewer")
    @APIResponse(responseCode = "404", description = "No such case, or none for you")
    public Uni<Response> read(@PathParam("id") String id) {
        return reviews.view(id, caller())
                .map(view -> Response.ok(view)
                        .header("ETag", IfMatch.etag(view.version()))
                        .build());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SECRETARIAT)
    @Operation(
            summary = "Open a review of compliance",
            description =
                    "By hand, for a registered pledge, when none is open: what is new is shown in the open one. A "
                            + "closing report opens one by itself. Screening and peer review are opened by a submission alone. "
                            + "The pledge's withdrawal or superseding cancels an open case. Idempotency-Key is optional.")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            description = "Makes a repeated request harmless; kept for 24 hours",
            schema = @Schema(implementation = String.class))
    @APIResponse(
            responseCode = "201",
            description = "The open case; Location and ETag",
            content = @Content(schema = @Schema(implementation = ReviewView.class)))
    @APIResponse(
            responseCode = "400",
            description = "Cannot be read: not JSON, a wrong JSON type, an unknown field",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDocument.class)))
    @APIResponse(responseCode = "401", description = "No token, or one that is not accepted")
    @APIResponse(responseCode = "403", description = "Not of the secretariat")
    @APIResponse(
            responseCode = "409",
            description = "already-open: detail names the open case; in-progress: the same Idempotency-Key still runs",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDocument.class)))
    @APIResponse(responseCode = "415", description = "Not application/json")
    @APIResponse(
            responseCode = "422",
            description = "Breaks rules, all listed: another purpose, no reference of a pledge, a pledge that is not "
                    + "known here (unknown-pledge) or was withdrawn or superseded (not-registered)",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDocument.class)))
    public Uni<Response> open(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Opening.class)))
                    Body<Opening> body) {
        return answered(compliance.open(body));
    }

    @POST
    @Path("{id}/completion")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SECRETARIAT)
    @Operation(
            summary = "Decide a case",
            description = "Closes it for ever; by deciding you declare that you have no conflict of interest. "
                    + "Screening ends accepted, returned or rejected; peer review approved, returned or rejected; "
                    + "a review of compliance with a verdict. comment is what the focal point reads: required when "
                    + "returned or rejected. If-Match is required; Idempotency-Key is optional. Tells the services "
                    + "ReviewCompleted, and partners too of what was accepted or approved and of every verdict.")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, required = true, description = "The ETag you read")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            description = "Makes a repeated request harmless; kept for 24 hours",
            schema = @Schema(implementation = String.class))
    @APIResponse(
            responseCode = "200",
            description = "Decided; ETag",
            content = @Content(schema = @Schema(implementation = ReviewView.class)))
    @APIResponse(
            responseCode = "400",
            description = "Cannot be read: not JSON, a wrong JSON type, an unknown field",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDocument.class)))
    @APIResponse(responseCode = "401", description = "No token, or one that is not accepted")
    @APIResponse(
            responseCode = "403",
            description =
                    "Not of the secretariat; own-record: you recorded this pledge or practice, another member decides")
    @APIResponse(responseCode = "404", description = "No such case")
    @APIResponse(
            responseCode = "409",
            description = "already-decided; cancelled: there is a newer submission, or the pledge was withdrawn or "
                    + "superseded; in-progress: the same "
                    + "Idempotency-Key still runs")
    @APIResponse(responseCode = "412", description = "Changed by someone since you read it")
    @APIResponse(responseCode = "415", description = "Not application/json")
    @APIResponse(
            responseCode = "422",
            description = "Breaks rules, all listed: outcome of another purpose, a verdict where an outcome is due or "
                    + "the other way round, an unknown or repeated criterion, a missing or too long comment",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDocument.class)))
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Uni<Response> complete(
            @PathParam("id") String id,
            @HeaderParam("If-Match") String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Completion.class)))
                    Body<Completion> body) {
        return answered(reviews.complete(id, body, IfMatch.of(ifMatch), caller()));
    }

    private Uni<Response> answered(Uni<Answer> done) {
        return done.chain(
                answer -> reviews.view(answer.reference(), caller()).map(view -> answer.with(view, "/api/reviews")));
    }

    private Caller caller() {
        return Caller.of(identity);
    }
}
