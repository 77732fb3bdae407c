package org.compromiso.dashboard.practices;

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

@Path("/api/dashboard/practices")
@Tag(name = "Practices", description = "Published practices, for anyone")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class PracticeResource {

    /** As the OpenAPI document shows a page. */
    @Schema(name = "PracticePage")
    record PracticePage(
            List<PracticeItem> items,
            @Schema(nullable = true) String next) {}

    private final PracticeList list;
    private final PracticeReads reads;
    private final PublicAnswer answer;

    PracticeResource(PracticeList list, PracticeReads reads, PublicAnswer answer) {
        this.list = list;
        this.reads = reads;
        this.answer = answer;
    }

    @GET
    @Operation(
            summary = "Published practices that match filters and a text",
            description = "Filters: OR inside one, AND between; type, scope, objectives and so on are the practice's,"
                    + " entityKind the implementer's. A practice has no compliance, nature, joins, overdue, silent or"
                    + " registration: these filters of pledges are refused here. The text is looked for in title,"
                    + " summary, description,"
                    + " results and what else is told, and in the names of implementer, partners and donors, in the"
                    + " language of each practice: words in any form, accents or not, one typing error in words of five"
                    + " letters or more; \"words in quotes\" as they stand, -word not at all. There is no count: lists"
                    + " go on while there is a next.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the list; Link names the next",
            content = @Content(schema = @Schema(implementation = PracticePage.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "400", description = "Unknown parameter, code, cursor or limit; nothing to look for")
    public Uni<Response> list(
            @QueryParam("q") @Parameter(description = "What to look for, up to 200 characters") String text,
            @BeanParam PracticeFilter filter,
            @QueryParam("sort")
                    @Parameter(
                            description = "newest (latest edition; the usual without q), title, or relevance (the usual"
                                    + " with q): of what is found the newest 1,000 are ranked, the others come after"
                                    + " them, the newest first")
                    String sort,
            @BeanParam PageRequest page,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known,
            @Context UriInfo uri) {
        return list.page(text, filter, sort, page).map(items -> answer.page(items, known, uri));
    }

    @GET
    @Path("/{reference}")
    @Operation(summary = "One practice", description = "Its latest edition; archived practices stay readable.")
    @APIResponse(
            responseCode = "200",
            description = "The practice",
            content = @Content(schema = @Schema(implementation = PracticeDetail.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "404", description = "No published practice has this reference")
    public Uni<Response> one(
            @PathParam("reference") String reference, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        References.requirePractice(reference);
        return reads.one(reference).map(practice -> answer.of(practice, known));
    }
}
