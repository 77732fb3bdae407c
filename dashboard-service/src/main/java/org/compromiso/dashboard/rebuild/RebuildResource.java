package org.compromiso.dashboard.rebuild;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.compromiso.platform.identity.Roles;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/dashboard/rebuilds")
@Tag(name = "Rebuilds", description = "The read models, built anew from the topics")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
class RebuildResource {

    private final Rebuilds rebuilds;
    private final Rebuilder rebuilder;

    RebuildResource(Rebuilds rebuilds, Rebuilder rebuilder) {
        this.rebuilds = rebuilds;
        this.rebuilder = rebuilder;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Rebuild the read models from the first event on",
            description =
                    "Builds beside what readers see and swaps when nothing is missing. While one runs, that one is"
                            + " answered; force is added to it. Takes Idempotency-Key.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = RebuildRequest.class)))
    @APIResponse(
            responseCode = "202",
            description = "It runs; Location tells how far it is",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = RebuildView.class)))
    @APIResponse(responseCode = "400", description = "Not JSON, or an unknown field")
    @APIResponse(responseCode = "401", description = "No token, or one that is not accepted")
    @APIResponse(responseCode = "403", description = "Not an admin")
    @APIResponse(responseCode = "409", description = "The first request with this Idempotency-Key still runs")
    @APIResponse(responseCode = "415", description = "Not application/json")
    @APIResponse(responseCode = "422", description = "This Idempotency-Key came with another body before")
    public Uni<RestResponse<RebuildView>> ask(Body<RebuildRequest> body) {
        return rebuilds.ask(body)
                .invoke(rebuilder::wake)
                .map(rebuild -> RestResponse.ResponseBuilder.<RebuildView>create(RestResponse.Status.ACCEPTED)
                        .header(HttpHeaders.LOCATION, "/api/dashboard/rebuilds/" + rebuild.id())
                        .entity(rebuild)
                        .build());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "How far a rebuild is")
    @APIResponse(
            responseCode = "200",
            description = "Events done and in all, how quick, estimated end, state, missing subjects",
            content = @Content(schema = @Schema(implementation = RebuildView.class)))
    @APIResponse(responseCode = "401", description = "No token, or one that is not accepted")
    @APIResponse(responseCode = "403", description = "Not an admin")
    @APIResponse(responseCode = "404", description = "No such rebuild")
    public Uni<RebuildView> view(@PathParam("id") String id) {
        return rebuilds.view(uuid(id));
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound();
        }
    }
}
