package org.compromiso.dashboard.pledges;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.compromiso.dashboard.facets.References;
import org.compromiso.dashboard.http.PublicAnswer;
import org.compromiso.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/dashboard/pledges")
@Tag(name = "Pledges", description = "Public pledges, for anyone")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class PledgeResource {

    /** As the OpenAPI document shows a page. */
    @Schema(name = "PledgePage")
    record PledgePage(
            List<PledgeItem> items, @Schema(nullable = true) String next) {}

    private final PledgeReads reads;
    private final PublicAnswer answer;

    PledgeResource(PledgeReads reads, PublicAnswer answer) {
        this.reads = reads;
        this.answer = answer;
    }

    @GET
    @Operation(summary = "Pledges that match filters", description = "Filters: OR inside one, AND between.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the list; Link names the next",
            content = @Content(schema = @Schema(implementation = PledgePage.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "400", description = "Unknown parameter, code, cursor or limit")
    public Uni<Response> list(
            @BeanParam PledgeFilter filter,
            @QueryParam("sort") @Parameter(description = "newest (registration; the usual), title or deadline")
                    String sort,
            @BeanParam PageRequest page,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known,
            @Context UriInfo uri) {
        return reads.list(filter, sort, page).map(items -> answer.page(items, known, uri));
    }

    @GET
    @Path("/{reference}")
    @Operation(
            summary = "One pledge",
            description = "Goals, both voices on compliance, confirmed participants, those that join it, practice,"
                    + " history. Withdrawn and superseded pledges stay readable.")
    @APIResponse(
            responseCode = "200",
            description = "The pledge",
            content = @Content(schema = @Schema(implementation = PledgeDetail.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "404", description = "No public pledge has this reference")
    public Uni<Response> one(
            @PathParam("reference") String reference, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        References.requirePledge(reference);
        return reads.one(reference).map(pledge -> answer.of(pledge, known));
    }
}
