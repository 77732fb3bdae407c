package org.compromiso.pledge.decisions;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.compromiso.platform.inbox.Delivery;
import org.compromiso.platform.inbox.EventConsumer;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.pledge.practice.DraftAnswer;
import org.compromiso.pledge.practice.PracticeDraftService;
import org.compromiso.pledge.register.PledgeService;
import org.compromiso.pledge.register.Screening;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Acts on what review-service decides about pledges, and on what practice-service made of them. */
@ApplicationScoped
class CaseworkConsumer implements EventConsumer {

    static final String REVIEW_COMPLETED = "org.compromiso.casework.ReviewCompleted.v1";
    static final String DRAFT_CREATED = "org.compromiso.casework.PracticeDraftCreated.v1";
    static final String DRAFT_DELETED = "org.compromiso.casework.PracticeDraftDeleted.v1";

    private final String topic;
    private final Delivery delivery;
    private final PledgeService pledges;
    private final ComplianceDecisions compliance;
    private final PracticeDraftService drafts;

    CaseworkConsumer(
            @ConfigProperty(name = "compromiso.casework.topic") String topic,
            Delivery delivery,
            PledgeService pledges,
            ComplianceDecisions compliance,
            PracticeDraftService drafts) {
        this.topic = topic;
        this.delivery = delivery;
        this.pledges = pledges;
        this.compliance = compliance;
        this.drafts = drafts;
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
        return switch (event.type()) {
            case REVIEW_COMPLETED -> decided(event);
            case DRAFT_CREATED -> drafts.created(draftAnswer(event), event);
            case DRAFT_DELETED -> drafts.deleted(draftAnswer(event), event);
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> decided(IncomingEvent event) {
        return switch (event.value().at("/review/purpose").asText()) {
            case "screening" -> pledges.decide(screening(event), event);
            case "compliance" -> compliance.apply(complianceDecision(event), event);
            default -> Uni.createFrom().voidItem();
        };
    }

    /** Reads what it needs and tolerates everything else. */
    static Screening screening(IncomingEvent event) {
        return new Screening(
                event.text("/review/subject/reference"),
                event.number("/review/subject/submission"),
                event.text("/what/outcome"),
                event.day("/what/on"),
                event.value().at("/what/comment").textValue(),
                criteria(event.value().at("/what/criteria")));
    }

    /** Reads what it needs and tolerates everything else. */
    static ComplianceDecision complianceDecision(IncomingEvent event) {
        return new ComplianceDecision(
                event.text("/review/subject/reference"),
                event.number("/review/number"),
                event.text("/what/verdict"),
                event.day("/what/on"),
                event.value().at("/what/comment").textValue());
    }

    /** Reads what it needs and tolerates everything else. */
    static DraftAnswer draftAnswer(IncomingEvent event) {
        return new DraftAnswer(
                event.text("/practice/pledge"), event.number("/what/request"), event.text("/practice/reference"));
    }

    private static List<Screening.Criterion> criteria(JsonNode criteria) {
        return StreamSupport.stream(criteria.spliterator(), false)
                .map(c -> new Screening.Criterion(
                        c.path("criterion").textValue(),
                        c.path("met").textValue(),
                        c.path("comment").textValue()))
                .toList();
    }
}
