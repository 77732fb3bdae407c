package org.compromiso.dashboard.practices;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import org.compromiso.dashboard.exports.Exports;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/dashboard/exports/practices.{format:csv|xlsx|json}")
@Tag(name = "Exports", description = "Whole lists as files, for anyone")
@PermitAll
class PracticeExportResource {

    private final PracticeList list;
    private final Exports exports;
    private final Clock clock;

    PracticeExportResource(PracticeList list, Exports exports, Clock clock) {
        this.list = list;
        this.clock = clock;
        this.exports = exports;
    }

    @GET
    @Blocking
    @Operation(
            summary = "Published practices that match filters and a text, as a file",
            description = "csv: RFC 4180, UTF-8 without byte order mark, HXL hashtags in the second row, texts that a"
                    + " spreadsheet would take for formulas begin with an apostrophe. xlsx: typed cells, the first row"
                    + " stays in sight. json: an array of the latest editions. All: one moment, by reference, with its"
                    + " day.")
    @APIResponse(
            responseCode = "200",
            description = "The file, streamed; an answer that is broken off is not whole",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)),
                @Content(
                        mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        schema = @Schema(implementation = String.class, format = "binary")),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = PracticeRow.class))
            })
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match")
    @APIResponse(responseCode = "400", description = "Unknown parameter or code; nothing to look for")
    @APIResponse(responseCode = "429", description = "Too many files are being written for you; see Retry-After")
    @APIResponse(responseCode = "503", description = "Too many files are being written; see Retry-After")
    public Response export(
            @PathParam("format") @Parameter(schema = @Schema(enumeration = {"csv", "xlsx", "json"})) String format,
            @QueryParam("q") @Parameter(description = "What to look for, up to 200 characters") String text,
            @BeanParam PracticeFilter filter,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known,
            @Context HttpServerRequest request) {
        var meant = list.all(text, filter);
        return exports.file(
                PracticeRow.EXPORT, format, meant.listing(), meant.where(), LocalDate.now(clock), known, request);
    }
}
