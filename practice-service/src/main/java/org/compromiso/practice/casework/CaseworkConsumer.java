package org.compromiso.practice.casework;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.compromiso.platform.inbox.Delivery;
import org.compromiso.platform.inbox.EventConsumer;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.platform.json.JsonDefaults;
import org.compromiso.practice.form.PracticeForm;
import org.compromiso.practice.publication.DraftRequest;
import org.compromiso.practice.publication.PeerReview;
import org.compromiso.practice.publication.PracticeService;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Acts on what review-service decides about practices, and on what pledge-service asks of them. */
@ApplicationScoped
class CaseworkConsumer implements EventConsumer {

    static final String REVIEW_COMPLETED = "org.compromiso.casework.ReviewCompleted.v1";
    static final String DRAFT_REQUESTED = "org.compromiso.casework.PracticeDraftRequested.v1";

    private static final Pattern PLEDGE = Pattern.compile("P-[0-9]{4}-[0-9]{6,}");
    private static final ObjectMapper TOLERANT = JsonDefaults.mapper();

    /** What means the same in a practice as in the pledge it is made from; what was promised is not what was done. */
    private static final List<String> COPIED = List.of(
            "title", "language", "scope", "countries", "regions", "locality", "objectives", "principles", "sdgTargets");

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
        return switch (event.type()) {
            case DRAFT_REQUESTED -> practices.draft(draftRequest(event), event);
            case REVIEW_COMPLETED -> isPeerReview(event) ? practices.decide(peerReview(event), event) : passedOver();
            default -> passedOver();
        };
    }

    private static boolean isPeerReview(IncomingEvent event) {
        return "peer-review".equals(event.value().at("/review/purpose").asText())
                && "practice".equals(event.value().at("/review/subject/kind").asText());
    }

    private static Uni<Void> passedOver() {
        return Uni.createFrom().voidItem();
    }

    /** Reads what it needs and tolerates everything else. */
    static PeerReview peerReview(IncomingEvent event) {
        return new PeerReview(
                event.text("/review/subject/reference"),
                event.number("/review/subject/submission"),
                event.text("/what/outcome"),
                event.day("/what/on"),
                event.value().at("/what/comment").textValue(),
                criteria(event.value().at("/what/criteria")));
    }

    private static List<PeerReview.Criterion> criteria(JsonNode criteria) {
        return StreamSupport.stream(criteria.spliterator(), false)
                .map(c -> new PeerReview.Criterion(
                        c.path("criterion").textValue(),
                        c.path("met").textValue(),
                        c.path("comment").textValue()))
                .toList();
    }

    /** Reads what a draft can start from; a code that is not known yet is for its owner to change. */
    static DraftRequest draftRequest(IncomingEvent event) {
        var pledge = event.text("/pledge/reference");
        if (!PLEDGE.matcher(pledge).matches()) {
            throw new PoisonException("/pledge/reference is no reference", null);
        }
        event.text("/pledge/title");
        return new DraftRequest(
                pledge,
                event.number("/what/request"),
                event.text("/what/owner"),
                account(event.value().at("/what/recordedBy").textValue()),
                form((ObjectNode) event.value().get("pledge")),
                event.value().at("/pledge/demo").asBoolean(false));
    }

    private static PracticeForm form(ObjectNode pledge) {
        var form = pledge.deepCopy().retain(COPIED);
        form.set("implementer", pledge.get("entity"));
        try {
            return TOLERANT.treeToValue(form, PracticeForm.class);
        } catch (JsonProcessingException e) {
            // The message of a parser quotes what it read; a dead letter's header must not.
            throw new PoisonException("/pledge cannot be read", null);
        }
    }

    private static UUID account(String id) {
        try {
            return id == null ? null : UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new PoisonException("/what/recordedBy is no account", null);
        }
    }
}
