package org.compromiso.review.intake;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.compromiso.platform.inbox.Delivery;
import org.compromiso.platform.inbox.EventConsumer;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.review.cases.ComplianceService;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Follows registered pledges: what a review of compliance looks at, what opens one and what cancels it. */
@ApplicationScoped
class PledgesConsumer implements EventConsumer {

    private final String topic;
    private final Delivery delivery;
    private final ComplianceService compliance;

    PledgesConsumer(
            @ConfigProperty(name = "compromiso.pledges.topic") String topic,
            Delivery delivery,
            ComplianceService compliance) {
        this.topic = topic;
        this.delivery = delivery;
        this.compliance = compliance;
    }

    @Incoming("pledges")
    Uni<Void> receive(ConsumerRecord<String, byte[]> record) {
        return delivery.deliver(record, this);
    }

    @Override
    public String topic() {
        return topic;
    }

    /** Submissions come by the casework topic; they and unknown types are passed over. */
    @Override
    public Uni<Void> apply(IncomingEvent event) {
        return PledgeEvent.version(event)
                .map(version -> compliance.follow(version, event))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
