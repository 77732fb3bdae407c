package org.compromiso.practice.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.compromiso.platform.inbox.Delivery;
import org.compromiso.platform.inbox.EventConsumer;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.practice.publication.PeerReview;
import org.compromiso.practice.publication.PracticeService;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Acts on what review-service decides about practices. */
@ApplicationScoped
class CaseworkConsumer implements EventConsumer {

    static final String REVIEW_COMPLETED = "org.compromiso.casework.ReviewCompleted.v1";

    private final String topic;
    private final Delivery delivery;
    private final PracticeService practices;

    CaseworkConsumer(
            @ConfigProperty(name = "compromiso.casework.topic") String topic,
            Delivery delivery,
            PracticeService practices) {
        this.topic = topic;
        this.delivery = delivery;
        this.practices = practices;
    }

    @Incoming("casework")
    Uni<Void> receive(ConsumerRecord<String, byte[]> record) {
        return delivery.deliver(record, this);
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public Uni<Void> apply(IncomingEvent event) {
        if (!REVIEW_COMPLETED.equals(event.type())
                || !"peer-review".equals(event.value().at("/review/purpose").asText())
                || !"practice".equals(event.value().at("/review/subject/kind").asText())) {
            return Uni.createFrom().voidItem();
        }
        return practices.decide(peerReview(event.value()), event);
    }

    /** Reads what it needs and tolerates everything else. */
    static PeerReview peerReview(JsonNode value) {
        try {
            return new PeerReview(
                    required(value, "/review/subject/reference").asText(),
                    required(value, "/review/subject/submission").asInt(),
                    required(value, "/what/outcome").asText(),
                    LocalDate.parse(required(value, "/what/on").asText()),
                    text(value.at("/what/comment")),
                    criteria(value.at("/what/criteria")));
        } catch (java.time.DateTimeException e) {
            throw new PoisonException("what.on is no date", null);
        }
    }

    private static List<PeerReview.Criterion> criteria(JsonNode criteria) {
        return StreamSupport.stream(criteria.spliterator(), false)
                .map(c -> new PeerReview.Criterion(
                        text(c.path("criterion")), text(c.path("met")), text(c.path("comment"))))
                .toList();
    }

    private static JsonNode required(JsonNode value, String pointer) {
        var node = value.at(pointer);
        if (node.isMissingNode() || node.isNull()) {
            throw new PoisonException(pointer + " is missing", null);
        }
        return node;
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
