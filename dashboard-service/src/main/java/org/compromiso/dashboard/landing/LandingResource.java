package org.compromiso.dashboard.landing;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.compromiso.dashboard.http.PublicAnswer;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/")
@Tag(name = "Landing page", description = "What the page at / shows")
@PermitAll
class LandingResource {

    /** No dot but the last, so nothing above; no group that repeats, whose matching would take stack per folder. */
    private static final Pattern DOCUMENT = Pattern.compile("[A-Za-z0-9/-]+\\.md");

    private final Consoles consoles;
    private final PublicAnswer answer;

    LandingResource(Consoles consoles, PublicAnswer answer) {
        this.consoles = consoles;
        this.answer = answer;
    }

    @GET
    @Path("api/dashboard/consoles")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Where the OpenAPI consoles of the services are")
    @APIResponse(
            responseCode = "200",
            description = "One for each service, this one first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ConsoleView.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    public Response consoles(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        return answer.of(
                List.of(
                        new ConsoleView("dashboard-service", consoles.dashboard()),
                        new ConsoleView("pledge-service", consoles.pledge()),
                        new ConsoleView("practice-service", consoles.practice()),
                        new ConsoleView("review-service", consoles.review())),
                known);
    }

    /** As text, which every browser shows; Markdown is readable as it is. */
    @GET
    @Path("documents/{path: .+}")
    @Operation(summary = "A document of the project, by its path in it", description = "README.md, docs/operations.md")
    @APIResponse(
            responseCode = "200",
            description = "Markdown, as plain text",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "404", description = "No such document")
    public Response document(@PathParam("path") String path) {
        if (!DOCUMENT.matcher(path).matches()) {
            throw Problem.notFound();
        }
        try (var stream = LandingResource.class.getClassLoader().getResourceAsStream("documents/" + path)) {
            if (stream == null) {
                throw Problem.notFound();
            }
            return Response.ok(stream.readAllBytes(), "text/plain;charset=UTF-8")
                    .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                    .header(HttpHeaders.VARY, "Origin")
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
