package org.compromiso.review.intake;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.compromiso.platform.inbox.Delivery;
import org.compromiso.platform.inbox.EventConsumer;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.review.cases.ReviewService;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Opens cases when pledges and practices are submitted. */
@ApplicationScoped
class CaseworkConsumer implements EventConsumer {

    private final String topic;
    private final Delivery delivery;
    private final ReviewService reviews;

    CaseworkConsumer(
            @ConfigProperty(name = "compromiso.casework.topic") String topic,
            Delivery delivery,
            ReviewService reviews) {
        this.topic = topic;
        this.delivery = delivery;
        this.reviews = reviews;
    }

    @Incoming("casework")
    Uni<Void> receive(ConsumerRecord<String, byte[]> record) {
        return delivery.deliver(record, this);
    }

    @Override
    public String topic() {
        return topic;
    }

    /** The service's own decisions come back on this topic too; they and unknown types are passed over. */
    @Override
    public Uni<Void> apply(IncomingEvent event) {
        return SubmittedEvent.submission(event)
                .map(submission -> reviews.receive(submission, event))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
