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

    /** As the OpenAPI document shows a page. */
    @Schema(name = "PledgeVersionPage")
    record VersionPage(
            List<PledgeDetail.Version> items,
            @Schema(nullable = true) String next) {}

    /** As the OpenAPI document shows a page. */
    @Schema(name = "ProgressReportPage")
    record ReportPage(
            List<PledgeDetail.ReceivedReport> items,
            @Schema(nullable = true) String next) {}

    private final PledgeList list;
    private final PledgeReads reads;
    private final PublicAnswer answer;

    PledgeResource(PledgeList list, PledgeReads reads, PublicAnswer answer) {
        this.list = list;
        this.reads = reads;
        this.answer = answer;
    }

    @GET
    @Operation(
            summary = "Pledges that match filters and a text",
            description = "Filters: OR inside one, AND between. The text is looked for in title, description, need,"
                    + " means, goals, entity and confirmed participants, in the language of each pledge: words in any"
                    + " form, accents or not, one typing error in words of five letters or more; \"words in quotes\""
                    + " as they stand, -word not at all. There is no count: lists go on while there is a next.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the list; Link names the next",
            content = @Content(schema = @Schema(implementation = PledgePage.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "400", description = "Unknown parameter, code, cursor or limit; nothing to look for")
    public Uni<Response> list(
            @QueryParam("q") @Parameter(description = "What to look for, up to 200 characters") String text,
            @BeanParam PledgeFilter filter,
            @QueryParam("sort")
                    @Parameter(
                            description = "newest (registration; the usual without q), title, deadline, or relevance"
                                    + " (the usual with q): of what is found the newest 1,000 are ranked, the others come"
                                    + " after them, the newest first")
                    String sort,
            @BeanParam PageRequest page,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known,
            @Context UriInfo uri) {
        return list.page(text, filter, sort, page).map(items -> answer.page(items, known, uri));
    }

    @GET
    @Path("/{reference}")
    @Operation(
            summary = "One pledge",
            description = "Goals with what was reported of them, both voices on compliance, progress reports, why the"
                    + " end date was moved, confirmed participants, those that join it, the last of those that took its"
                    + " place, practice, history. Withdrawn and superseded pledges stay readable: see registration."
                    + " Long lists are cut; whole says where all of them is.")
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

    @GET
    @Path("/{reference}/history")
    @Operation(
            summary = "Every version of a pledge since its registration, oldest first",
            description = "What happened, in whose name and why, and what the pledge said after it.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the list; Link names the next",
            content = @Content(schema = @Schema(implementation = VersionPage.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "400", description = "Unknown parameter, cursor or limit")
    @APIResponse(responseCode = "404", description = "No public pledge has this reference")
    public Uni<Response> history(
            @PathParam("reference") String reference,
            @BeanParam PageRequest page,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known,
            @Context UriInfo uri) {
        References.requirePledge(reference);
        return reads.history(reference, page).map(items -> answer.page(items, known, uri));
    }

    @GET
    @Path("/{reference}/reports")
    @Operation(
            summary = "Every progress report of a pledge, newest first",
            description = "Reports are never edited: a correction is a new one.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the list; Link names the next",
            content = @Content(schema = @Schema(implementation = ReportPage.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "400", description = "Unknown parameter, cursor or limit")
    @APIResponse(responseCode = "404", description = "No public pledge has this reference")
    public Uni<Response> reports(
            @PathParam("reference") String reference,
            @BeanParam PageRequest page,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known,
            @Context UriInfo uri) {
        References.requirePledge(reference);
        return reads.reports(reference, page).map(items -> answer.page(items, known, uri));
    }
}
