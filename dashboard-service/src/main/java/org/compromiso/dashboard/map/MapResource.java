package org.compromiso.dashboard.map;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.compromiso.dashboard.columns.Aggregates;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.dashboard.http.PublicAnswer;
import org.compromiso.dashboard.pledges.PledgeFilter;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/dashboard/map")
@Tag(name = "Figures", description = "Counts over all pledges, for anyone")
@PermitAll
class MapResource {

    private static final String GEO_JSON = "application/geo+json";

    private final Aggregates aggregates;
    private final PublicAnswer answer;
    private final Clock clock;
    private final Shapes shapes;
    private final Map<String, String> note = new LinkedHashMap<>();

    MapResource(
            Aggregates aggregates,
            PublicAnswer answer,
            Clock clock,
            Shapes shapes,
            @ConfigProperty(name = "compromiso.map.note.en") String english,
            @ConfigProperty(name = "compromiso.map.note.es") String spanish,
            @ConfigProperty(name = "compromiso.map.note.fr") String french) {
        this.aggregates = aggregates;
        this.answer = answer;
        this.clock = clock;
        this.shapes = shapes;
        note.put("en", english);
        note.put("es", spanish);
        note.put("fr", french);
    }

    @GET
    @Produces({GEO_JSON, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Where pledges are to be carried out",
            description =
                    "GeoJSON. A pledge counts once in each of its countries and once in its locality; pledges with"
                            + " neither are in unplaced, by scope. A country's point is the centroid of its largest part.")
    @APIResponse(
            responseCode = "200",
            description = "Countries and localities with pledges",
            headers = @Header(name = "Age", description = Aggregates.AGE, schema = @Schema(type = SchemaType.INTEGER)),
            content = @Content(mediaType = GEO_JSON, schema = @Schema(implementation = PledgeMap.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "400", description = "Unknown parameter or code")
    @APIResponse(
            responseCode = "503",
            description = "No figures, none that could be confirmed lately, or too many questions at once;"
                    + " Retry-After says when to ask again")
    public Uni<Response> map(@BeanParam PledgeFilter filter, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        var today = LocalDate.now(clock);
        var choices = new Choices();
        var question = new PledgeMap.Question(filter.wanted(choices));
        choices.refuseFindings();
        return aggregates
                .answer(
                        question,
                        today,
                        today,
                        map -> answer.write(map, GEO_JSON),
                        columns -> PledgeMap.of(columns, question, today, shapes, note))
                .map(written -> answer.of(written, known));
    }

    @GET
    @Path("/shapes")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Simplified shapes of countries",
            description = "TopoJSON, made from Natural Earth 1:50 million (public domain); a shape's id is the code of"
                    + " its country. The shapes imply no opinion on the status of a territory or on its boundaries.")
    @APIResponse(
            responseCode = "200",
            description = "The shapes; they change with a release only",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                                            .OBJECT)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    public Response shapes(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        return answer.forAnHour(shapes.written(), known);
    }
}
