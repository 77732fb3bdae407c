package org.compromiso.pledge.coaching;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.problem.Messages;
import org.compromiso.pledge.form.PledgeForm;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/pledges/assessment")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Pledges", description = "Promises to act on the Global Compact for Migration")
class AssessmentResource {

    private final Clock clock;

    AssessmentResource(Clock clock) {
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @NonBlocking
    @Operation(summary = "SMART coaching of a pledge that is being written", description = """
                    Says per goal and for the whole how concrete, measurable, realistic, relevant and time-bound a \
                    pledge is, and what would make it better. Nothing is stored, nobody has to log in, everything may \
                    be left out: the smallest body is {}. What is there must be right, as in a draft. It looks at \
                    presence, numbers, dates, units and lengths, never at words; docs/coaching.md explains every \
                    weight. 60 a minute. Idempotency-Key changes nothing: the same body has the same answer all day.""")
    @APIResponse(
            responseCode = "200",
            description = "The advice, the heaviest first",
            content = @Content(schema = @Schema(implementation = AssessmentView.class)))
    @APIResponse(responseCode = "400", description = "Cannot be read: not JSON, a wrong JSON type, an unknown field")
    @APIResponse(responseCode = "401", description = "A token was sent and is not accepted")
    @APIResponse(responseCode = "422", description = "Values that cannot be: unknown code, too long, no date")
    @APIResponse(responseCode = "429", description = "Too many; Retry-After says in how many seconds to try again")
    public Response assess(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PledgeForm.class)))
                    Body<PledgeForm> body,
            @Context HttpHeaders headers) {
        var language = Messages.preferred(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        var view = AssessmentView.of(body.incomplete(), LocalDate.now(clock), language);
        return Response.ok(view)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage())
                .build();
    }
}
