package org.compromiso.pledge.practice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.compromiso.platform.inbox.Delivery;
import org.compromiso.platform.inbox.EventConsumer;
import org.compromiso.platform.inbox.IncomingEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Learns from the topic for partners that a practice made from a pledge is published. */
@ApplicationScoped
class PracticesConsumer implements EventConsumer {

    static final String PUBLISHED = "org.compromiso.PracticePublished.v1";

    private final String topic;
    private final Delivery delivery;
    private final PracticeDraftService drafts;

    PracticesConsumer(
            @ConfigProperty(name = "compromiso.practices.topic") String topic,
            Delivery delivery,
            PracticeDraftService drafts) {
        this.topic = topic;
        this.delivery = delivery;
        this.drafts = drafts;
    }

    @Incoming("practices")
    Uni<Void> receive(ConsumerRecord<String, byte[]> record) {
        return delivery.deliver(record, this);
    }

    @Override
    public String topic() {
        return topic;
    }

    /** Most practices come from no pledge; they and unknown types are passed over. */
    @Override
    public Uni<Void> apply(IncomingEvent event) {
        if (!PUBLISHED.equals(event.type())
                || event.value().at("/practice/pledge").textValue() == null) {
            return Uni.createFrom().voidItem();
        }
        return drafts.published(event.text("/practice/pledge"), event.text("/practice/reference"), event);
    }
}
