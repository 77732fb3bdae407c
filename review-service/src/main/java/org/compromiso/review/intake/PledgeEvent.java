package org.compromiso.review.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.review.pledges.PledgeVersion;

/** Reads of an event of the partner topic what reviews of compliance need, and tolerates everything else. */
final class PledgeEvent {

    static final String REPORTED = "org.compromiso.PledgeProgressReported.v1";

    /** All that tell of a pledge's whole public state; a submission does not. */
    static final Set<String> TYPES = Set.of(
            "org.compromiso.PledgeRegistered.v1",
            "org.compromiso.PledgeAmended.v1",
            "org.compromiso.PledgeParticipationChanged.v1",
            REPORTED,
            "org.compromiso.PledgeAssessed.v1",
            "org.compromiso.PledgeWithdrawn.v1",
            "org.compromiso.PledgeSuperseded.v1");

    private PledgeEvent() {}

    /** The version that an event tells of; none when it is of another type. */
    static Optional<PledgeVersion> version(IncomingEvent event) {
        return TYPES.contains(event.type()) ? Optional.of(read(event)) : Optional.empty();
    }

    private static PledgeVersion read(IncomingEvent event) {
        var pledge = event.value().path("pledge");
        var representative = pledge.path("representedBy");
        return new PledgeVersion(
                SubmittedEvent.reference(event, "/pledge/reference"),
                event.sequence(),
                event.text("/pledge/registration"),
                event.number("/pledge/submission"),
                event.text("/pledge/title"),
                representative.isTextual() ? representative.textValue() : event.text("/pledge/entity/name"),
                pledge.path("demo").asBoolean(false),
                pledge,
                event.type().equals(REPORTED) ? Optional.of(report(event)) : Optional.empty());
    }

    /** With the day it was made on and in whose name, which stand beside it in the event. */
    private static PledgeVersion.Report report(IncomingEvent event) {
        var number = event.number("/what/report/number");
        var closing = event.value().at("/what/report/closing");
        if (!closing.isBoolean()) {
            throw new PoisonException("/what/report/closing is neither true nor false", null);
        }
        var report = (ObjectNode) event.value().at("/what/report");
        JsonNode content = report.deepCopy()
                .put("receivedOn", event.text("/what/on"))
                .put("by", event.value().at("/what/by").textValue());
        return new PledgeVersion.Report(number, closing.booleanValue(), content);
    }
}
