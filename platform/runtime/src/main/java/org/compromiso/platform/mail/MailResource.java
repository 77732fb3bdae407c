package org.compromiso.platform.mail;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.compromiso.platform.identity.Roles;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.json.EmptyBody;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an admin needs to see and do when mails do not go out. */
@Path("/api/operations/mails")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Operations")
class MailResource {

    private static final int SHOWN = 100;

    private final Pool pool;

    MailResource(Pool pool) {
        this.pool = pool;
    }

    /**
     * How outgoing mail stands.
     *
     * @param due mails that wait to be sent, those that will be tried again included
     * @param parked mails given up, the oldest first, at most 100
     */
    @Schema(name = "MailState")
    record MailState(long due, List<ParkedMail> parked) {}

    /**
     * A mail that was given up.
     *
     * @param recipient a role or an id; addresses are not kept
     * @param error why, without what the mail server said of the address
     */
    @Schema(name = "ParkedMail")
    record ParkedMail(
            UUID id,
            String subject,
            String kind,
            String occasion,
            String recipient,
            int attempts,
            String error,
            OffsetDateTime parkedAt) {

        static ParkedMail of(Row row) {
            return new ParkedMail(
                    row.getUUID(0),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getInteger(5),
                    row.getString(6),
                    row.getOffsetDateTime(7));
        }
    }

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Outgoing mail", description = "How many mails wait to be sent, and which were given up.")
    @APIResponse(
            responseCode = "200",
            description = "The state",
            content = @Content(schema = @Schema(implementation = MailState.class)))
    public Uni<MailState> mails() {
        return pool.query("select count(*) from mail_claim where state = 'due'")
                .execute()
                .chain(due -> pool.query(
                                "select id, subject, kind, occasion, recipient, attempts, note, settled_at from mail_claim"
                                        + " where state = 'parked' order by settled_at, id limit " + SHOWN)
                        .execute()
                        .map(rows -> new MailState(
                                due.iterator().next().getLong(0),
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(ParkedMail::of)
                                        .toList())));
    }

    @POST
    @Path("{id}/retry")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Try a parked mail again", description = "Body {}. It goes to the address that is known then.")
    @APIResponse(responseCode = "204", description = "It will be tried at once")
    @APIResponse(responseCode = "404", description = "No parked mail has this id")
    public Uni<Void> retry(
            @PathParam("id") String id,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = EmptyBody.class)))
                    Body<EmptyBody> body) {
        UUID mail;
        try {
            mail = UUID.fromString(id);
        } catch (IllegalArgumentException notOne) {
            throw Problem.notFound();
        }
        return pool.preparedQuery("update mail_claim set state = 'due', settled_at = null, attempts = 0,"
                        + " next_try_at = now() where id = $1 and state = 'parked'")
                .execute(Tuple.of(mail))
                .invoke(updated -> {
                    if (updated.rowCount() == 0) {
                        throw Problem.notFound();
                    }
                })
                .replaceWithVoid();
    }
}
