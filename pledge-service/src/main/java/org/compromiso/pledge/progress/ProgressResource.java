package org.compromiso.pledge.progress;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.identity.Roles;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.pledge.register.PledgeAnswers;
import org.compromiso.pledge.register.PledgeView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Progress reports over HTTP. */
@Path("/api/pledges/{reference}/progress-reports")
@Tag(name = "Life of a registered pledge")
public class ProgressResource {

    private final ProgressService reports;
    private final PledgeAnswers answers;
    private final SecurityIdentity identity;

    ProgressResource(ProgressService reports, PledgeAnswers answers, SecurityIdentity identity) {
        this.reports = reports;
        this.answers = answers;
        this.identity = identity;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(
            summary = "Report progress on a registered pledge",
            description =
                    "What the entity says of its own pledge on a day; the latest report counts. A report is never "
                            + "edited: to correct one, send another. closing says that nothing more is to come and needs a state "
                            + "that says how it ended. Public at once. Idempotency-Key is optional. Tells partners "
                            + "PledgeProgressReported.")
    @APIResponse(
            responseCode = "201",
            description = "The pledge with its new compliance; ETag; Location is the list of its reports",
            content = @Content(schema = @Schema(implementation = PledgeView.class)))
    @APIResponse(responseCode = "409", description = "not-registered")
    @APIResponse(
            responseCode = "422",
            description = "A day in the future, a goal the pledge does not have, a closing state that is no end")
    public Uni<Response> report(
            @PathParam("reference") String reference,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ProgressReport.class)))
                    Body<ProgressReport> body) {
        var caller = Caller.of(identity);
        return reports.report(reference, body, caller)
                .chain(answer -> answers.to(answer, caller))
                .invoke(response -> response.getHeaders()
                        .putSingle(HttpHeaders.LOCATION, "/api/pledges/" + reference + "/progress-reports"));
    }

    @GET
    @PermitAll
    @Operation(summary = "Progress reports of a pledge, newest first", description = "Public once the pledge is.")
    @APIResponse(responseCode = "200", description = "A page")
    @APIResponse(responseCode = "404", description = "No pledge that is public or yours")
    public Uni<Page<ProgressReportView>> list(@PathParam("reference") String reference, @BeanParam PageRequest page) {
        page.limit();
        return reports.of(reference, page, Caller.of(identity));
    }
}
