package org.compromiso.platform.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.compromiso.platform.sql.ServerAway;
import org.jboss.logging.Logger;

/**
 * Hands a record to its consumer. What fails because a server is away is tried until it is back: no message is to blame
 * for that. What fails otherwise is tried a few times (two writers may have been in each other's way) and then given up
 * to the channel's dead-letter topic, so that nobody's mistake holds up a partition (docs/decisions/0015).
 */
@ApplicationScoped
public class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);
    private static final int TRIES = 3;
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final Vertx vertx;
    private final MeterRegistry meters;
    private final Map<String, Instant> waiting = new ConcurrentHashMap<>();

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
        return attempt(record, event, consumer, 1, FIRST_PAUSE_MS)
                .onTermination()
                .invoke(() -> waiting.remove(place(record)));
    }

    /** Records ({@code topic-partition@offset}) that wait for a server to come back, and since when. */
    Map<String, Instant> waiting() {
        return Map.copyOf(waiting);
    }

    private Uni<Void> attempt(
            ConsumerRecord<String, byte[]> record, IncomingEvent event, EventConsumer consumer, int tried, long pause) {
        return Uni.createFrom()
                .deferred(() -> consumer.apply(event))
                .onFailure()
                .recoverWithUni(failure -> {
                    var serverAway = ServerAway.isCauseOf(failure);
                    if (serverAway) {
                        var since = waiting.computeIfAbsent(place(record), first -> Instant.now());
                        LOG.warnf(
                                "%s (%s %s) has waited for a server since %s and will be tried again in %d ms: %s",
                                place(record), event.type(), event.id(), since, pause, failure);
                    } else if (tried >= TRIES || failure instanceof PoisonException) {
                        return givenUp(record, failure);
                    } else {
                        LOG.warnf("%s %s will be tried again: %s", event.type(), event.id(), failure);
                    }
                    var next = Math.min(pause * 2, LONGEST_PAUSE_MS);
                    return after(pause)
                            .chain(() -> attempt(record, event, consumer, serverAway ? tried : tried + 1, next));
                });
    }

    private Uni<Void> givenUp(ConsumerRecord<String, byte[]> record, Throwable cause) {
        meters.counter("compromiso.events", "outcome", "dead", "type", "-").increment();
        LOG.errorf(cause, "%s goes to the dead letters", place(record));
        return Uni.createFrom().failure(cause);
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
    }

    /** Waits without leaving the Vert.x context: a Hibernate Reactive session belongs to it. */
    private Uni<Void> after(long millis) {
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom()
                .emitter(emitter ->
                        vertx.setTimer(millis, timer -> context.runOnContext(now -> emitter.complete(null))));
    }
}
