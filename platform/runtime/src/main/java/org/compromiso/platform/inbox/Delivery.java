package org.compromiso.platform.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Hands a record to its consumer. What fails because a server is away is tried until it is back: no message is to blame
 * for that. What fails otherwise is tried a few times and then given up to the channel's dead-letter topic.
 */
@ApplicationScoped
public class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);
    private static final int TRIES = 3;
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 2_000;

    private final Vertx vertx;
    private final MeterRegistry meters;

    Delivery(Vertx vertx, MeterRegistry meters) {
        this.vertx = vertx;
        this.meters = meters;
    }

    /** Completes when the record has been applied; fails when it belongs to the dead letters. */
    public Uni<Void> deliver(ConsumerRecord<String, byte[]> record, EventConsumer consumer) {
        IncomingEvent event;
        try {
            event = EventFormat.read(record);
        } catch (PoisonException e) {
            return givenUp(record, e);
        }
        return attempt(record, event, consumer, 1, FIRST_PAUSE_MS);
    }

    private Uni<Void> attempt(
            ConsumerRecord<String, byte[]> record, IncomingEvent event, EventConsumer consumer, int tried, long pause) {
        return Uni.createFrom()
                .deferred(() -> consumer.apply(event))
                .onFailure()
                .recoverWithUni(failure -> {
                    var serverAway = isServerAway(failure);
                    if (!serverAway && (tried >= TRIES || failure instanceof PoisonException)) {
                        return givenUp(record, failure);
                    }
                    LOG.warnf("%s %s will be tried again: %s", event.type(), event.id(), failure);
                    var next = Math.min(pause * 2, LONGEST_PAUSE_MS);
                    return after(pause)
                            .chain(() -> attempt(record, event, consumer, serverAway ? tried : tried + 1, next));
                });
    }

    private Uni<Void> givenUp(ConsumerRecord<String, byte[]> record, Throwable cause) {
        meters.counter("compromiso.events", "outcome", "dead", "type", "-").increment();
        LOG.errorf(cause, "%s-%d@%d goes to the dead letters", record.topic(), record.partition(), record.offset());
        return Uni.createFrom().failure(cause);
    }

    /** Waits without leaving the Vert.x context: a Hibernate Reactive session belongs to it. */
    private Uni<Void> after(long millis) {
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom()
                .emitter(emitter ->
                        vertx.setTimer(millis, timer -> context.runOnContext(now -> emitter.complete(null))));
    }

    private static boolean isServerAway(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException) {
                // An IOException by descent, but no server's fault.
                return false;
            }
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return true;
            }
            if (cause instanceof io.vertx.core.VertxException closed
                    && String.valueOf(closed.getMessage()).contains("onnection")) {
                return true;
            }
            if (cause instanceof PgException error && error.getSqlState() != null) {
                var kind = error.getSqlState().substring(0, 2);
                // connection, resources, operator intervention, and a transaction that lost against another
                return kind.equals("08") || kind.equals("53") || kind.equals("57") || kind.equals("40");
            }
        }
        return false;
    }
}
