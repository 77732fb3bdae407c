package org.compromiso.dashboard.reference;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.compromiso.dashboard.http.PublicAnswer;
import org.compromiso.platform.codes.CodeList;
import org.compromiso.platform.codes.CodeLists;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/reference")
@Tag(name = "Reference data", description = "Codes with labels in en, es and fr, and where they come from")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class ReferenceResource {

    /** Names of lists stand in code only: files can't be listed from within a jar. A test compares. */
    static final List<String> LISTS = List.of(
            "compliance-states",
            "consents",
            "countries",
            "criterion-answers",
            "currencies",
            "entity-kinds",
            "history-authors",
            "languages",
            "mptf-areas",
            "natures",
            "objectives",
            "peer-review-criteria",
            "pledge-types",
            "practice-types",
            "principles",
            "regions",
            "registrations",
            "review-outcomes",
            "review-purposes",
            "scopes",
            "screening-criteria",
            "sdg-targets",
            "sdgs",
            "supports",
            "verdicts",
            "workstreams");

    /** Which lists there are. */
    @Schema(name = "ReferenceLists")
    record Lists(List<Entry> lists) {}

    /** One of them. */
    @Schema(name = "ReferenceListEntry")
    record Entry(String list, String href, int size) {}

    /** A list as its file has it. */
    @Schema(name = "ReferenceList")
    record View(
            String list,

            @Schema(description = "Where codes and labels come from")
            String source,

            @Schema(description = "code, label {en, es, fr}, and what else the list says")
            List<JsonNode> items) {

        static View of(CodeList list) {
            return new View(
                    list.name(),
                    list.source(),
                    list.items().stream().map(CodeList.Item::facts).toList());
        }
    }

    private final PublicAnswer answer;

    ReferenceResource(PublicAnswer answer) {
        this.answer = answer;
    }

    @GET
    @Operation(summary = "Which lists of codes there are")
    @APIResponse(
            responseCode = "200",
            description = "Names, addresses and sizes",
            content = @Content(schema = @Schema(implementation = Lists.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    public Response lists(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        var lists = LISTS.stream()
                .map(name -> new Entry(
                        name,
                        "/api/reference/" + name,
                        CodeLists.list(name).items().size()))
                .toList();
        return answer.forAnHour(new Lists(lists), known);
    }

    @GET
    @Path("/{list}")
    @Operation(summary = "A list of codes with labels in en, es and fr")
    @APIResponse(
            responseCode = "200",
            description = "The list",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "404", description = "No such list")
    public Response list(@PathParam("list") String name, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        if (!LISTS.contains(name)) {
            throw Problem.notFound();
        }
        return answer.forAnHour(View.of(CodeLists.list(name)), known);
    }
}
