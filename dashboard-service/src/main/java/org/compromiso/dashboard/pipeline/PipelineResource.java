package org.compromiso.dashboard.pipeline;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import org.compromiso.dashboard.columns.Aggregates;
import org.compromiso.dashboard.http.PublicAnswer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/dashboard/pipeline")
@Tag(name = "Figures", description = "Counts over all pledges, for anyone")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class PipelineResource {

    /** Everybody asks the same. */
    private record Question() {}

    private final Aggregates aggregates;
    private final PipelineReads reads;
    private final PublicAnswer answer;
    private final Clock clock;

    PipelineResource(Aggregates aggregates, PipelineReads reads, PublicAnswer answer, Clock clock) {
        this.aggregates = aggregates;
        this.reads = reads;
        this.answer = answer;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "How submissions come in and are decided on",
            description =
                    "Per month, without references. Partner topics do not tell which submissions were returned or rejected: decisions"
                            + " are registrations and the verdicts of compliance reviews. Takes no filter: little is public before"
                            + " registration.")
    @APIResponse(
            responseCode = "200",
            description = "The months, oldest first",
            headers = @Header(name = "Age", description = Aggregates.AGE, schema = @Schema(type = SchemaType.INTEGER)),
            content = @Content(schema = @Schema(implementation = Pipeline.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "400", description = "Any parameter")
    @APIResponse(
            responseCode = "503",
            description = "No figures, or none that could be confirmed lately; Retry-After says when to ask again")
    public Uni<Response> pipeline(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        var today = LocalDate.now(clock);
        return aggregates
                .answer(new Question(), today, () -> reads.pipeline(today))
                .map(written -> answer.of(written, known));
    }
}
