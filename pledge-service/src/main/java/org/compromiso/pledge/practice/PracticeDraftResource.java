package org.compromiso.pledge.practice;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.identity.Roles;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** From pledge to practice over HTTP. */
@Path("/api/pledges/{reference}/practice-draft")
@Tag(name = "Life of a registered pledge")
public class PracticeDraftResource {

    private final PracticeDraftService drafts;
    private final SecurityIdentity identity;

    PracticeDraftResource(PracticeDraftService drafts, SecurityIdentity identity) {
        this.drafts = drafts;
        this.identity = identity;
    }

    @POST
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(
            summary = "Turn a fulfilled pledge into a draft practice",
            description = "practice-service makes the draft, which belongs to the pledge's owner and starts from its "
                    + "title, entity, places and objectives; ask again until it is there. One at a time: as long as "
                    + "the draft or the practice exists this answers with it; deleting the draft frees the pledge. "
                    + "Everyone else sees the link once the practice is published. No body, no If-Match; "
                    + "Idempotency-Key is optional.")
    @APIResponse(
            responseCode = "200",
            description = "There is a practice: its reference",
            content = @Content(schema = @Schema(implementation = PracticeDraftView.class)))
    @APIResponse(
            responseCode = "202",
            description = "It has been asked for: practice is null",
            content = @Content(schema = @Schema(implementation = PracticeDraftView.class)))
    @APIResponse(responseCode = "403", description = "not-owner")
    @APIResponse(responseCode = "404", description = "No pledge that is public or yours")
    @APIResponse(responseCode = "409", description = "not-registered; not-fulfilled-yet: the headline is another state")
    public Uni<Response> request(@PathParam("reference") String reference) {
        var caller = Caller.of(identity);
        return drafts.request(reference, caller)
                .chain(() -> drafts.draft(reference, caller))
                .map(draft -> Response.status(draft.practice() == null ? 202 : 200)
                        .entity(draft)
                        .build());
    }
}
