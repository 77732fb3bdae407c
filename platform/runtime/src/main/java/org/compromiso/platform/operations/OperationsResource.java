package org.compromiso.platform.operations;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.compromiso.platform.identity.Roles;
import org.compromiso.platform.inbox.EventConsumer;
import org.compromiso.platform.inbox.EventFormat;
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.json.EmptyBody;
import org.compromiso.platform.outbox.OutboxRelay;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an admin needs to see and do when events do not flow. */
@Path("/api/operations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Operations", description = "Dead letters, the outbox and re-emission; role admin")
class OperationsResource {

    private static final int SHOWN = 100;

    private final Pool pool;
    private final DeadLetters letters;
    private final Instance<EventConsumer> consumers;
    private final OutboxRelay relay;

    OperationsResource(Pool pool, DeadLetters letters, Instance<EventConsumer> consumers, OutboxRelay relay) {
        this.pool = pool;
        this.letters = letters;
        this.consumers = consumers;
        this.relay = relay;
    }

    /** Dead letters, at most the newest 100 of each topic. */
    record DeadLetterList(List<DeadLetters.DeadLetter> items) {}

    /**
     * How the outbox stands.
     *
     * @param unsent events that wait for the broker
     * @param refusal why nothing is sent, if so
     * @param parked events given up, oldest first, at most 100: each holds up its own subject
     */
    record OutboxState(long unsent, String refusal, List<Parked> parked) {}

    /** An event that the broker will not take. */
    record Parked(
            UUID id, String topic, String subject, long sequence, String type, String error, OffsetDateTime parkedAt) {}

    /** How many events will be sent again. */
    record Reemission(long events) {}

    /** The dead letter has been applied. */
    record Redriven(String topic, int partition, long offset) {}

    @GET
    @Path("dead-letters")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Dead letters",
            description =
                    "Messages this service could not apply, with the cause; at most the newest 100 of each topic.")
    public Uni<DeadLetterList> deadLetters() {
        return pool.query("select topic, partition, \"offset\" from redriven")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0) + "/" + row.getInteger(1) + "/" + row.getLong(2))
                        .toList())
                .emitOn(io.smallrye.mutiny.infrastructure.Infrastructure.getDefaultWorkerPool())
                .map(redriven -> {
                    var all = new ArrayList<DeadLetters.DeadLetter>();
                    consumers.stream()
                            .map(consumer -> letters.topicFor(consumer.topic()))
                            .distinct()
                            .forEach(topic -> all.addAll(letters.newest(topic, SHOWN)));
                    return new DeadLetterList(all.stream()
                            .map(letter -> new DeadLetters.DeadLetter(
                                    letter.topic(),
                                    letter.partition(),
                                    letter.offset(),
                                    letter.at(),
                                    letter.key(),
                                    letter.type(),
                                    letter.id(),
                                    letter.cause(),
                                    redriven.contains(
                                            letter.topic() + "/" + letter.partition() + "/" + letter.offset())))
                            .toList());
                });
    }

    @POST
    @Path("dead-letters/{topic}/{partition}/{offset}/redrive")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Apply a dead letter again",
            description = "Body {}. Harmless to repeat: what has been applied is not applied twice.")
    @APIResponse(responseCode = "200", description = "Applied")
    @APIResponse(responseCode = "404", description = "No such dead letter of this service")
    @APIResponse(responseCode = "409", description = "still-failing: it can't be applied, the detail says why")
    public Uni<Redriven> redrive(
            @PathParam("topic") String topic,
            @PathParam("partition") String partition,
            @PathParam("offset") String offset,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = EmptyBody.class)))
                    Body<EmptyBody> body) {
        if (!partition.matches("[0-9]{1,6}") || !offset.matches("[0-9]{1,18}")) {
            throw Problem.notFound();
        }
        var place = new Redriven(topic, Integer.parseInt(partition), Long.parseLong(offset));
        var consumer = consumers.stream()
                .filter(c -> letters.topicFor(c.topic()).equals(topic))
                .findFirst()
                .orElseThrow(Problem::notFound);
        var context = io.vertx.core.Vertx.currentContext();
        return Uni.createFrom()
                .item(() -> letters.at(topic, place.partition(), place.offset()))
                .runSubscriptionOn(io.smallrye.mutiny.infrastructure.Infrastructure.getDefaultWorkerPool())
                .emitOn(task -> context.runOnContext(nothing -> task.run()))
                .chain(record -> {
                    try {
                        return consumer.apply(EventFormat.read(record.orElseThrow(Problem::notFound)));
                    } catch (PoisonException e) {
                        return Uni.createFrom().failure(e);
                    }
                })
                .onFailure(failure -> !(failure instanceof Problem))
                .transform(
                        failure -> Problem.of(409, "still-failing", java.util.Map.of("cause", String.valueOf(failure))))
                .chain(() -> pool.preparedQuery(
                                "insert into redriven (topic, partition, \"offset\") values ($1, $2, $3)"
                                        + " on conflict do nothing")
                        .execute(Tuple.of(topic, place.partition(), place.offset())))
                .replaceWith(place);
    }

    @GET
    @Path("outbox")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "The outbox", description = "How many events wait to be sent, and which were given up.")
    public Uni<OutboxState> outbox() {
        return pool.query("select count(*) from outbox where sent_at is null")
                .execute()
                .chain(count -> pool.query(
                                "select id, topic, subject, sequence, type, last_error, parked_at from outbox"
                                        + " where sent_at is null and parked_at is not null order by position limit "
                                        + SHOWN)
                        .execute()
                        .map(rows -> new OutboxState(
                                count.iterator().next().getLong(0),
                                relay.refusal(),
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(OperationsResource::parked)
                                        .toList())));
    }

    @POST
    @Path("outbox/{id}/retry")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Try a parked event again", description = "Body {}.")
    @APIResponse(responseCode = "204", description = "It will be tried at once")
    @APIResponse(responseCode = "404", description = "No parked event has this id")
    public Uni<Void> retry(
            @PathParam("id") String id,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = EmptyBody.class)))
                    Body<EmptyBody> body) {
        UUID event;
        try {
            event = UUID.fromString(id);
        } catch (IllegalArgumentException notOne) {
            throw Problem.notFound();
        }
        return pool.preparedQuery("update outbox set parked_at = null, attempts = 0, next_try_at = now()"
                        + " where id = $1 and sent_at is null and parked_at is not null")
                .execute(Tuple.of(event))
                .invoke(updated -> {
                    if (updated.rowCount() == 0) {
                        throw Problem.notFound();
                    }
                    relay.wake();
                })
                .replaceWithVoid();
    }

    @POST
    @Path("reemissions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Send every event again",
            description =
                    "Body {}. For a Kafka that was lost: every version of every subject is sent again with the "
                            + "same ce_id, ce_sequence and ce_time; consumers drop what they know. GET outbox shows the progress.")
    @APIResponse(responseCode = "202", description = "How many events will be sent")
    public Uni<jakarta.ws.rs.core.Response> reemit(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = EmptyBody.class)))
                    Body<EmptyBody> body) {
        return pool.query(
                        "update outbox set sent_at = null, attempts = 0, next_try_at = now() where sent_at is not null")
                .execute()
                .invoke(relay::wake)
                .map(updated -> jakarta.ws.rs.core.Response.accepted(new Reemission(updated.rowCount()))
                        .build());
    }

    private static Parked parked(Row row) {
        return new Parked(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getOffsetDateTime(6));
    }
}
