package org.compromiso.dashboard.overview;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.compromiso.dashboard.http.PublicAnswer;
import org.compromiso.dashboard.pledges.PledgeFilter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/dashboard/overview")
@Tag(name = "Overview", description = "Live totals, for anyone")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class OverviewResource {

    private final Totals totals;
    private final PublicAnswer answer;

    OverviewResource(Totals totals, PublicAnswer answer) {
        this.totals = totals;
        this.answer = answer;
    }

    @GET
    @Operation(
            summary = "How many pledges there are, grouped as you like",
            description =
                    "A joint pledge counts once; participations count its lead and confirmed participants. A pledge"
                            + " with three objectives counts once per objective group and once in the total. Filters: OR"
                            + " inside one, AND between.")
    @APIResponse(
            responseCode = "200",
            description = "The totals",
            content = @Content(schema = @Schema(implementation = Overview.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "400", description = "Unknown parameter, dimension or code")
    public Uni<Response> overview(
            @QueryParam("groupBy")
                    @Parameter(
                            description = "Any of type, compliance, objective, principle, region, country, entityKind,"
                                    + " nature, scope, year; several with commas")
                    List<String> groupBy,
            @BeanParam PledgeFilter filter,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        return totals.overview(groupBy, filter).map(overview -> answer.of(overview, known));
    }
}
