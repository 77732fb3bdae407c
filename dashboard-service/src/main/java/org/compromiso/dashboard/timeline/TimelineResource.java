package org.compromiso.dashboard.timeline;

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

@Path("/api/dashboard/timeline")
@Tag(name = "Figures", description = "Counts over all pledges, for anyone")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class TimelineResource {

    private final Aggregates aggregates;
    private final PublicAnswer answer;
    private final Clock clock;

    TimelineResource(Aggregates aggregates, PublicAnswer answer, Clock clock) {
        this.aggregates = aggregates;
        this.answer = answer;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "Registered, due and fulfilled over time",
            description = "Months or years in which nothing happened are left out; cumulative holds "
                    + "through. A pledge is due in the period of its end date once that is over, and "
                    + "fulfilled in the period of the report or review that its headline repeats.")
    @APIResponse(
            responseCode = "200",
            description = "The periods, oldest first",
            headers = @Header(name = "Age", description = Aggregates.AGE, schema = @Schema(type = SchemaType.INTEGER)),
            content = @Content(schema = @Schema(implementation = Timeline.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "400", description = "Unknown parameter or code")
    @APIResponse(
            responseCode = "503",
            description = "No figures, none that could be confirmed lately, or too many questions at once;"
                    + " Retry-After says when to ask again")
    public Uni<Response> timeline(
            @QueryParam("by") @Parameter(description = "month (the usual) or year") String by,
            @BeanParam PledgeFilter filter,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        var today = LocalDate.now(clock);
        var choices = new Choices();
        var period = choices.oneOf("by", by, Timeline.PERIODS);
        var wanted = filter.wanted(choices);
        choices.refuseFindings();
        var question = new Timeline.Question(period, wanted);
        return aggregates
                .answer(question, today, today, columns -> Timeline.of(columns, question, today))
                .map(written -> answer.of(written, known));
    }
}
