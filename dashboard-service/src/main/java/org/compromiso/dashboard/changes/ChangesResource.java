package org.compromiso.dashboard.changes;

import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.regex.Pattern;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

@Path("/api/dashboard/changes")
@Tag(name = "Changes", description = "What changes in the lists, as it happens, for anyone")
@PermitAll
class ChangesResource {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Tail tail;

    ChangesResource(Tail tail) {
        this.tail = tail;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-cache")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Operation(
            summary = "Changes as Server-Sent Events",
            description =
                    "id is the number of the change, event its type (the type of the event on the partner topics),"
                            + " data the item as the lists show it now. Without Last-Event-ID it begins now; with it, it goes on"
                            + " after that change without a gap, on whatever instance. event: reset says: read the lists anew"
                            + " (after a rebuild, or when what was missed is older than 7 days). Comments are signs of life."
                            + " Whatever is told, the figures of the same instance know: they may be read at once."
                            + " Submissions and reviews change no list and are not told, so numbers have gaps. Who does not keep"
                            + " up is disconnected and comes back with Last-Event-ID.")
    @APIResponse(
            responseCode = "200",
            description = "A stream that does not end",
            content =
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "400", description = "Last-Event-ID is no number of a change")
    @APIResponse(
            responseCode = "503",
            description = "Too many readers on this instance, or its figures are not loaded yet; see Retry-After")
    public Multi<OutboundSseEvent> changes(
            @HeaderParam("Last-Event-ID") @Parameter(description = "The last id that was received") String lastEventId,
            @Context Sse sse,
            @Context HttpServerResponse response) {
        if (lastEventId != null && !NUMBER.matcher(lastEventId).matches()) {
            throw Problem.unreadable(List.of(Finding.at("Last-Event-ID", "not-a-change-number")));
        }
        return tail.readFrom(lastEventId == null ? null : Long.valueOf(lastEventId), response::reset)
                .map(told -> event(sse, told));
    }

    /** What the stream would be, without the stream: nobody would read it, and it would never end. */
    @HEAD
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Response head() {
        return Response.ok()
                .type(MediaType.SERVER_SENT_EVENTS)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    private static OutboundSseEvent event(Sse sse, Told told) {
        var event = sse.newEventBuilder().id(Long.toString(told.number()));
        return told.change() == null
                ? event.comment("").build()
                : event.name(told.change().type())
                        .mediaType(MediaType.TEXT_PLAIN_TYPE)
                        .data(told.change().data())
                        .build();
    }
}
