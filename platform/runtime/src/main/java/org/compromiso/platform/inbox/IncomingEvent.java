package org.compromiso.platform.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.compromiso.platform.trace.TraceContext;

/**
 * An event as it came in: CloudEvents attributes from the headers, the value as JSON.
 *
 * @param id {@code ce_id}: copies of an event have the same
 * @param type {@code ce_type}
 * @param subject {@code ce_subject}
 * @param sequence the subject's version
 * @param time when it happened
 * @param key the record's key: a public reference
 * @param value {@code {"what":…,"pledge":…}}
 * @param trace what it came of; nothing when its sender did not say
 */
public record IncomingEvent(
        UUID id,
        String type,
        String subject,
        long sequence,
        OffsetDateTime time,
        String key,
        JsonNode value,
        Optional<TraceContext> trace) {

    /** A text that the event must have; one without it is poison. */
    public String text(String pointer) {
        var node = value.at(pointer);
        if (!node.isTextual()) {
            throw new PoisonException(pointer + " is no text", null);
        }
        return node.textValue();
    }

    /** A number 1, 2, … that the event must have; one without it is poison. */
    public int number(String pointer) {
        var node = value.at(pointer);
        if (!node.isInt() || node.intValue() < 1) {
            throw new PoisonException(pointer + " is no number from 1 on", null);
        }
        return node.intValue();
    }
}
