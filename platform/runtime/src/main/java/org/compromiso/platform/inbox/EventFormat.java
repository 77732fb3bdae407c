package org.compromiso.platform.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.compromiso.platform.trace.TraceContext;

/** CloudEvents 1.0 in binary mode on Kafka. */
public final class EventFormat {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EventFormat() {}

    /** Reads a record; throws {@link PoisonException} for one that never can be. */
    public static IncomingEvent read(ConsumerRecord<String, byte[]> record) {
        try {
            return new IncomingEvent(
                    UUID.fromString(header(record, "ce_id")),
                    header(record, "ce_type"),
                    header(record, "ce_subject"),
                    Long.parseLong(header(record, "ce_sequence")),
                    OffsetDateTime.parse(header(record, "ce_time")),
                    record.key(),
                    value(record),
                    trace(record));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new PoisonException("A CloudEvents header is not readable: " + e.getMessage(), e);
        }
    }

    private static JsonNode value(ConsumerRecord<String, byte[]> record) {
        try {
            var value = record.value() == null ? null : JSON.readTree(record.value());
            if (value == null || !value.isObject()) {
                throw new PoisonException("The value is no JSON object", null);
            }
            return value;
        } catch (IOException e) {
            // The message of a parser quotes what it read; a dead letter's header must not.
            throw new PoisonException("The value is not JSON", null);
        }
    }

    /** What is no trace context is not handed on, and no reason to refuse an event. */
    private static Optional<TraceContext> trace(ConsumerRecord<?, ?> record) {
        var header = record.headers().lastHeader(TraceContext.HEADER);
        return header == null || header.value() == null
                ? Optional.empty()
                : TraceContext.parse(new String(header.value(), UTF_8));
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new PoisonException("Header " + name + " is missing", null);
        }
        return new String(header.value(), UTF_8);
    }
}
