package org.compromiso.pledge.decisions;

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
import org.compromiso.pledge.register.PledgeService;
import org.compromiso.pledge.register.Screening;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Acts on what review-service decides about pledges. */
@ApplicationScoped
class CaseworkConsumer implements EventConsumer {

    static final String REVIEW_COMPLETED = "org.compromiso.casework.ReviewCompleted.v1";

    private final String topic;
    private final Delivery delivery;
    private final PledgeService pledges;
    private final ComplianceDecisions compliance;

    CaseworkConsumer(
            @ConfigProperty(name = "compromiso.casework.topic") String topic,
            Delivery delivery,
            PledgeService pledges,
            ComplianceDecisions compliance) {
        this.topic = topic;
        this.delivery = delivery;
        this.pledges = pledges;
        this.compliance = compliance;
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
        if (!REVIEW_COMPLETED.equals(event.type())) {
            return Uni.createFrom().voidItem();
        }
        return switch (event.value().at("/review/purpose").asText()) {
            case "screening" -> pledges.decide(screening(event.value()), event);
            case "compliance" -> compliance.apply(complianceDecision(event.value()), event);
            default -> Uni.createFrom().voidItem();
        };
    }

    /** Reads what it needs and tolerates everything else. */
    static Screening screening(JsonNode value) {
        return new Screening(
                required(value, "/review/subject/reference").asText(),
                required(value, "/review/subject/submission").asInt(),
                required(value, "/what/outcome").asText(),
                decidedOn(value),
                text(value.at("/what/comment")),
                criteria(value.at("/what/criteria")));
    }

    /** Reads what it needs and tolerates everything else. */
    static ComplianceDecision complianceDecision(JsonNode value) {
        return new ComplianceDecision(
                required(value, "/review/subject/reference").asText(),
                required(value, "/review/number").asInt(),
                required(value, "/what/verdict").asText(),
                decidedOn(value));
    }

    private static LocalDate decidedOn(JsonNode value) {
        try {
            return LocalDate.parse(required(value, "/what/on").asText());
        } catch (java.time.DateTimeException e) {
            throw new PoisonException("what.on is no date", null);
        }
    }

    private static List<Screening.Criterion> criteria(JsonNode criteria) {
        return StreamSupport.stream(criteria.spliterator(), false)
                .map(c -> new Screening.Criterion(
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
