package org.compromiso.dashboard.contracts;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/")
@Tag(name = "Contracts", description = "The AsyncAPI document of the events and the schemas it refers to")
@PermitAll
class ContractsResource {

    private static final String YAML = "application/yaml";
    private static final String JSON_SCHEMA = "application/schema+json";

    /** No two dots, so nothing above; no group that repeats, whose matching would take stack per folder. */
    private static final Pattern PUBLIC = Pattern.compile("asyncapi\\.yaml|(?!.*\\.\\.)events/[A-Za-z0-9./-]+\\.json");

    @GET
    @Path("asyncapi.yaml")
    @Operation(summary = "The AsyncAPI document", description = "Its schemas are at /events and at /contracts/events.")
    @APIResponse(
            responseCode = "200",
            description = "AsyncAPI 3, YAML",
            content = @Content(mediaType = YAML, schema = @Schema(implementation = String.class)))
    public Response document() {
        return file("asyncapi.yaml");
    }

    /** References in the document are relative to it. */
    @GET
    @Path("events/{path: .+}")
    @Operation(summary = "A schema or example of an event")
    @APIResponse(
            responseCode = "200",
            description = "JSON",
            content = @Content(mediaType = JSON_SCHEMA, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "404", description = "No such file")
    public Response schema(@PathParam("path") String path) {
        return file("events/" + path);
    }

    @GET
    @Path("contracts/{path: .+}")
    @Operation(summary = "A file of the contracts, by its path in the project")
    @APIResponse(
            responseCode = "200",
            description = "YAML or JSON",
            content = {
                @Content(mediaType = YAML, schema = @Schema(implementation = String.class)),
                @Content(mediaType = JSON_SCHEMA, schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(responseCode = "404", description = "No such file")
    public Response contract(@PathParam("path") String path) {
        return file(path);
    }

    private static Response file(String path) {
        if (!PUBLIC.matcher(path).matches()) {
            throw Problem.notFound();
        }
        try (var stream = ContractsResource.class.getClassLoader().getResourceAsStream("contracts/" + path)) {
            if (stream == null) {
                throw Problem.notFound();
            }
            var type = path.endsWith(".yaml") ? YAML : JSON_SCHEMA;
            return Response.ok(stream.readAllBytes(), type)
                    .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                    .header(HttpHeaders.VARY, "Origin")
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
