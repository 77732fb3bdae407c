package org.compromiso.platform.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.compromiso.platform.trace.TraceContext;
import org.jboss.logging.Logger;

/** Which events have been applied: remembered in the transaction that applies them. */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final MeterRegistry meters;

    Inbox(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Applies an event unless this consumer has applied it before; what follows from it continues its trace. To be
     * called first in a transaction.
     */
    public Uni<Void> once(String consumer, IncomingEvent event, Supplier<Uni<Void>> apply) {
        event.trace().ifPresent(TraceContext::enter);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into inbox (consumer, event_id) values (?1, ?2) on conflict do nothing")
                        .setParameter(1, consumer)
                        .setParameter(2, event.id())
                        .executeUpdate())
                .chain(inserted -> {
                    count(inserted == 0 ? "duplicate" : "applied", event);
                    return inserted == 0 ? Uni.createFrom().voidItem() : apply.get();
                });
    }

    /** An event that rightly has no effect here (a decision on an older submission, say): counted and logged. */
    public Uni<Void> dropped(IncomingEvent event, String why) {
        count("dropped", event);
        LOG.infof("%s %s of %s is dropped: %s", event.type(), event.id(), event.subject(), why);
        return Uni.createFrom().voidItem();
    }

    private void count(String outcome, IncomingEvent event) {
        meters.counter("compromiso.events", "outcome", outcome, "type", event.type())
                .increment();
    }
}
