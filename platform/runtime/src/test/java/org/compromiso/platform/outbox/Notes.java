package org.compromiso.platform.outbox;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Changes of nothing in particular, each told of by one event. */
@ApplicationScoped
class Notes {

    static final String TOPIC = "compromiso.pledges.v1";

    private final Outbox outbox;

    Notes(Outbox outbox) {
        this.outbox = outbox;
    }

    @WithTransaction
    Uni<Void> write(String subject, long sequence, String text) {
        return outbox.append(
                new OutboxEvent(TOPIC, subject, subject, sequence, "org.compromiso.Noted.v1", Map.of("text", text)));
    }

    @WithTransaction
    Uni<Void> writeAndFail(String subject, long sequence) {
        return outbox.append(new OutboxEvent(
                        TOPIC, subject, subject, sequence, "org.compromiso.Noted.v1", Map.of("text", "never")))
                .onItem()
                .failWith(() -> new IllegalStateException("rolled back"));
    }
}
