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
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.compromiso.dashboard.columns.Aggregates;
import org.compromiso.dashboard.columns.Dimension;
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

@Path("/api/dashboard/overview")
@Tag(name = "Overview", description = "Live totals, for anyone")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class OverviewResource {

    private final Aggregates aggregates;
    private final PublicAnswer answer;
    private final Clock clock;

    OverviewResource(Aggregates aggregates, PublicAnswer answer, Clock clock) {
        this.aggregates = aggregates;
        this.answer = answer;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "How many pledges there are, grouped as you like",
            description =
                    "A joint pledge counts once; participations count its lead and confirmed participants. A pledge"
                            + " with three objectives counts once per objective group and once in the total. Filters: OR"
                            + " inside one, AND between. An answer has 10,000 groups at most: with more dimensions,"
                            + " filter.")
    @APIResponse(
            responseCode = "200",
            description = "The totals",
            headers = @Header(name = "Age", description = Aggregates.AGE, schema = @Schema(type = SchemaType.INTEGER)),
            content = @Content(schema = @Schema(implementation = Overview.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(
            responseCode = "400",
            description = "Unknown parameter, dimension or code, a day in the future, or more than 10,000 groups")
    @APIResponse(
            responseCode = "503",
            description = "No figures, none that could be confirmed lately, or too many questions at once;"
                    + " Retry-After says when to ask again")
    public Uni<Response> overview(
            @QueryParam("groupBy")
                    @Parameter(
                            description = "Any of type, compliance, objective, principle, region, country, entityKind,"
                                    + " nature, scope, year; several with commas")
                    List<String> groupBy,
            @QueryParam("asOf") @Parameter(description = "A day up to today, YYYY-MM-DD: what was in force at its end")
                    String asOf,
            @BeanParam PledgeFilter filter,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        var today = LocalDate.now(clock);
        var choices = new Choices();
        var day = choices.dayUpTo(today, "asOf", asOf);
        var dimensions = choices
                .anyOf(
                        "groupBy",
                        groupBy.stream()
                                .flatMap(sent -> Stream.of(sent.split(",", -1)))
                                .toList(),
                        Dimension.GROUPABLE.keySet())
                .stream()
                .map(Dimension.GROUPABLE::get)
                .toList();
        var wanted = filter.wanted(choices);
        choices.refuseFindings();
        var question = new Overview.Question(dimensions, wanted);
        return aggregates
                .answer(question, day, today, columns -> Overview.of(columns, question, day))
                .map(written -> answer.of(written, known));
    }
}
