package org.compromiso.dashboard.compliance;

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

@Path("/api/dashboard/compliance")
@Tag(name = "Figures", description = "Counts over all pledges, for anyone")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class ComplianceResource {

    private final Aggregates aggregates;
    private final PublicAnswer answer;
    private final Clock clock;

    ComplianceResource(Aggregates aggregates, PublicAnswer answer, Clock clock) {
        this.aggregates = aggregates;
        this.answer = answer;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "Was it kept?",
            description = "Of the pledges meant, how many were due on the day and how many of these are "
                    + "fulfilled; the same without the silent ones and by the end dates first promised;"
                    + " and what entities say against what reviews found. Due: the end date is before "
                    + "the day.")
    @APIResponse(
            responseCode = "200",
            description = "The rates",
            headers = @Header(name = "Age", description = Aggregates.AGE, schema = @Schema(type = SchemaType.INTEGER)),
            content = @Content(schema = @Schema(implementation = Compliance.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "400", description = "Unknown parameter or code, or a day in the future")
    @APIResponse(
            responseCode = "503",
            description = "No figures, none that could be confirmed lately, or too many questions at once;"
                    + " Retry-After says when to ask again")
    public Uni<Response> compliance(
            @QueryParam("asOf") @Parameter(description = "A day up to today, YYYY-MM-DD: what was in force at its end")
                    String asOf,
            @BeanParam PledgeFilter filter,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        var today = LocalDate.now(clock);
        var choices = new Choices();
        var day = choices.dayUpTo(today, "asOf", asOf);
        var wanted = filter.wanted(choices);
        choices.refuseFindings();
        var question = new Compliance.Question(wanted);
        return aggregates
                .answer(question, day, today, columns -> Compliance.of(columns, question, day))
                .map(written -> answer.of(written, known));
    }
}
