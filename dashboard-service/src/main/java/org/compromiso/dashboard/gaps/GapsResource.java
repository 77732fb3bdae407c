package org.compromiso.dashboard.gaps;

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
import java.time.Clock;
import java.time.LocalDate;
import org.compromiso.dashboard.columns.Aggregates;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.dashboard.http.PublicAnswer;
import org.compromiso.dashboard.pledges.PledgeFilter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/dashboard/gaps")
@Tag(name = "Figures", description = "Counts over all pledges, for anyone")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class GapsResource {

    private final Aggregates aggregates;
    private final PublicAnswer answer;
    private final Clock clock;

    GapsResource(Aggregates aggregates, PublicAnswer answer, Clock clock) {
        this.aggregates = aggregates;
        this.answer = answer;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "Where nobody pledged",
            description = "Every code of one list of the reference data against every code of another, with"
                    + " the number of pledges, zero included. A code that no list knows is not shown.")
    @APIResponse(
            responseCode = "200",
            description = "The cells, row by row",
            headers = @Header(name = "Age", description = Aggregates.AGE, schema = @Schema(type = SchemaType.INTEGER)),
            content = @Content(schema = @Schema(implementation = Gaps.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "400", description = "Unknown parameter or code, or twice the same dimension")
    @APIResponse(
            responseCode = "503",
            description = "No figures, none that could be confirmed lately, or too many questions at once;"
                    + " Retry-After says when to ask again")
    public Uni<Response> gaps(
            @QueryParam("rows") @Parameter(description = "objective (the usual), or another dimension that has a list")
                    String rows,
            @QueryParam("columns") @Parameter(description = "region (the usual), or another dimension that has a list")
                    String columns,
            @BeanParam PledgeFilter filter,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        var today = LocalDate.now(clock);
        var choices = new Choices();
        var across = Gaps.dimensions(choices, rows, columns);
        var wanted = filter.wanted(choices);
        choices.refuseFindings();
        var question = new Gaps.Question(across, wanted);
        return aggregates
                .answer(question, today, today, counted -> Gaps.of(counted, question, today))
                .map(written -> answer.of(written, known));
    }
}
