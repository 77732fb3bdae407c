package org.compromiso.platform.inbox;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.compromiso.platform.outbox.Outbox;
import org.compromiso.platform.outbox.OutboxEvent;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Counts what was applied, tells of it, and can be told to fail on a subject. */
@ApplicationScoped
class Ledger implements EventConsumer {

    private final List<String> applied = new CopyOnWriteArrayList<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private final Delivery delivery;
    private final Inbox inbox;
    private final Outbox outbox;

    Ledger(Delivery delivery, Inbox inbox, Outbox outbox) {
        this.delivery = delivery;
        this.inbox = inbox;
        this.outbox = outbox;
    }

    List<String> applied() {
        return applied;
    }

    Set<String> failing() {
        return failing;
    }

    @Incoming("casework")
    Uni<Void> receive(ConsumerRecord<String, byte[]> record) {
        return delivery.deliver(record, this);
    }

    @Override
    public String topic() {
        return "compromiso.casework.v1";
    }

    @Override
    @WithTransaction
    public Uni<Void> apply(IncomingEvent event) {
        return inbox.once("ledger", event, () -> {
            if (failing.contains(event.subject())) {
                return Uni.createFrom().failure(new IllegalStateException("told to fail"));
            }
            applied.add(event.subject() + "/" + event.sequence());
            return outbox.append(new OutboxEvent(
                    "compromiso.reviews.v1",
                    event.key(),
                    event.subject(),
                    event.sequence(),
                    "org.compromiso.Applied.v1",
                    Map.of()));
        });
    }
}
