package org.compromiso.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.compromiso.platform.trace.TraceContext;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Where a change leaves the events that tell of it: in its own transaction, so that either both are there or neither.
 */
@ApplicationScoped
public class Outbox {

    static final String APPENDED = "compromiso.outbox.appended";

    private final ObjectMapper json;
    private final Clock clock;

    Outbox(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** Adds events to the transaction that is running; what they tell of must have been flushed (its version). */
    public Uni<Void> append(OutboxEvent... events) {
        return Panache.getSession().chain(session -> {
            var all = Uni.createFrom().voidItem();
            for (var event : events) {
                all = all.chain(() -> insert(session, event));
            }
            return all.invoke(() -> Vertx.currentContext().putLocal(APPENDED, Boolean.TRUE));
        });
    }

    /** The value goes as text: the driver would make a JSON string of what it binds as json. */
    private Uni<Void> insert(Mutiny.Session session, OutboxEvent event) {
        return session.createNativeQuery("insert into outbox (id, topic, key, subject, sequence, type, time, value,"
                        + " traceparent) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, cast(cast(?8 as text) as json), ?9)")
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, event.topic())
                .setParameter(3, event.key())
                .setParameter(4, event.subject())
                .setParameter(5, event.sequence())
                .setParameter(6, event.type())
                .setParameter(7, OffsetDateTime.now(clock))
                .setParameter(8, text(event.value()))
                .setParameter(9, TraceContext.current().next().toString())
                .executeUpdate()
                .replaceWithVoid();
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
