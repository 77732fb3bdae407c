package org.compromiso.review.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.review.cases.Submission;
import org.compromiso.review.decision.Purpose;

/** Reads of a casework event what a case needs, and tolerates everything else. */
final class SubmittedEvent {

    static final String PLEDGE = "org.compromiso.casework.PledgeSubmitted.v1";
    static final String PRACTICE = "org.compromiso.casework.PracticeSubmitted.v1";

    private static final Pattern REFERENCE = Pattern.compile("[PR]-[0-9]{4}-[0-9]{6,}");

    private SubmittedEvent() {}

    /** The submission that an event tells of; none when it is of another type. */
    static Optional<Submission> submission(IncomingEvent event) {
        return switch (event.type()) {
            case PLEDGE -> Optional.of(submission(Purpose.SCREENING, event));
            case PRACTICE -> Optional.of(submission(Purpose.PEER_REVIEW, event));
            default -> Optional.empty();
        };
    }

    private static Submission submission(Purpose purpose, IncomingEvent event) {
        var value = event.value();
        var subject = "/" + purpose.subjectKind();
        return new Submission(
                purpose,
                reference(event, subject + "/reference"),
                event.number("/what/submission"),
                event.text(subject + "/title"),
                event.text("/what/owner"),
                value.at("/what/recordedBySecretariat").asBoolean(false),
                value.at("/what/recordedBy").textValue(),
                value.at(subject + "/demo").asBoolean(false),
                content(value.at(subject)));
    }

    /** A file without an id could never be linked: better a dead letter than a case that cannot be opened. */
    private static JsonNode content(JsonNode subject) {
        for (var file : subject.path("files")) {
            try {
                UUID.fromString(file.path("id").asText());
            } catch (IllegalArgumentException notOne) {
                throw new PoisonException("/files has an entry without an id", notOne);
            }
        }
        return subject;
    }

    /** The subject's reference, if it can be one. */
    static String reference(IncomingEvent event, String pointer) {
        var reference = event.text(pointer);
        if (!REFERENCE.matcher(reference).matches()) {
            throw new PoisonException(pointer + " is no reference", null);
        }
        return reference;
    }
}
