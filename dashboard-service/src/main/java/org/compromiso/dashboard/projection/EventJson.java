package org.compromiso.dashboard.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.platform.json.JsonDefaults;

/**
 * How read models read and keep JSON: unknown fields are passed over and not kept, so nothing is shown that we did not
 * mean to show.
 */
public final class EventJson {

    private static final ObjectMapper JSON = JsonDefaults.mapper();
    private static final char NOT_FOR_POSTGRESQL = '\0';

    private EventJson() {}

    /** A member of an event's value; throws {@link PoisonException} if it is missing or has another form. */
    public static <T> T member(IncomingEvent event, String name, Class<T> type) {
        var node = event.value().path(name);
        if (!node.isObject()) {
            throw new PoisonException("The value has no object \"" + name + "\"", null);
        }
        refuseNul(node);
        try {
            return JSON.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            // The message of a parser quotes what it read; a dead letter's header must not.
            throw new PoisonException(
                    "\"%s\" is not as its schema says: %s"
                            .formatted(name, e.getClass().getSimpleName()),
                    null);
        }
    }

    public static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads back what {@link #write} kept. */
    public static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refuseNul(JsonNode node) {
        if (node.isTextual() && node.textValue().indexOf(NOT_FOR_POSTGRESQL) >= 0) {
            throw new PoisonException("A text holds U+0000", null);
        }
        node.forEach(EventJson::refuseNul);
    }
}
