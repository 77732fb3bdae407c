package org.compromiso.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.Size;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;

/**
 * Reads a JSON tree into records and goes on after a mistake, so that a client learns of all of them at once; a
 * general-purpose binder stops at the first. It knows what request bodies are made of: records, lists, strings,
 * booleans, integers, coordinates, and, written as strings, dates, decimals and UUIDs.
 *
 * <p>What a hostile body costs is bounded: of a list that is longer than its {@link Size} allows only so many elements
 * are read (and so validated), and after {@link Problem#MOST_ERRORS} findings no more are noted.
 */
final class RecordReader {

    /** Elements that are read of a list for which no {@link Size} says how many it takes. */
    private static final int MOST_ELEMENTS = 1_000;

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,6})?");

    private final List<Finding> unreadable = new ArrayList<>();
    private final List<Finding> impossible = new ArrayList<>();

    List<Finding> unreadable() {
        return unreadable;
    }

    List<Finding> impossible() {
        return impossible;
    }

    <T> T read(JsonNode tree, Class<T> type) {
        if (tree.isNull()) {
            wrongType("", "object");
            return null;
        }
        return type.cast(value(type, tree, "", MOST_ELEMENTS));
    }

    private Object value(Type type, JsonNode node, String pointer, int mostElements) {
        if (node == null || node.isNull()) {
            return type == boolean.class ? Boolean.FALSE : null;
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(list.getActualTypeArguments()[0], node, pointer, mostElements);
        }
        var raw = (Class<?>) type;
        if (raw == JsonNode.class) {
            return node;
        }
        if (raw.isRecord()) {
            return record(raw, node, pointer);
        }
        if (raw == String.class) {
            return node.isTextual() ? node.textValue() : wrongType(pointer, "string");
        }
        if (raw == Boolean.class || raw == boolean.class) {
            return node.isBoolean() ? node.booleanValue() : wrongType(pointer, "boolean");
        }
        if (raw == Integer.class) {
            return node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : wrongType(pointer, "integer");
        }
        if (raw == Double.class) {
            return node.isNumber() ? node.doubleValue() : wrongType(pointer, "number");
        }
        if (!node.isTextual()) {
            return wrongType(pointer, "string");
        }
        return parsed(raw, node.textValue(), pointer);
    }

    private Object parsed(Class<?> raw, String text, String pointer) {
        try {
            if (raw == LocalDate.class) {
                return date(text, pointer);
            }
            if (raw == BigDecimal.class) {
                return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : cannotBe(pointer, "not-a-decimal");
            }
            if (raw == UUID.class) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException notOne) {
            return cannotBe(pointer, "not-a-uuid");
        }
        throw new IllegalStateException("No way to read " + raw + " at " + pointer);
    }

    private Object date(String text, String pointer) {
        try {
            var date = LocalDate.parse(text);
            return date.getYear() >= 1900 && date.getYear() <= 2200 ? date : cannotBe(pointer, "not-a-date");
        } catch (DateTimeParseException notOne) {
            return cannotBe(pointer, "not-a-date");
        }
    }

    private List<Object> list(Type item, JsonNode node, String pointer, int most) {
        if (!node.isArray()) {
            wrongType(pointer, "array");
            return List.of();
        }
        if (node.size() > most) {
            note(impossible, Finding.at(pointer, "too-many", Map.of("max", most)));
        }
        var items = new ArrayList<>();
        for (int i = 0; i < Math.min(node.size(), most); i++) {
            if (node.get(i).isNull()) {
                wrongType(pointer + "/" + i, "value");
            } else {
                items.add(value(item, node.get(i), pointer + "/" + i, MOST_ELEMENTS));
            }
        }
        return items;
    }

    private Object record(Class<?> type, JsonNode node, String pointer) {
        if (!node.isObject()) {
            return wrongType(pointer, "object");
        }
        var components = type.getRecordComponents();
        var known = Arrays.stream(components).map(c -> c.getName()).toList();
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                note(unreadable, Finding.at(pointer + "/" + escaped(name), "unknown-field"));
            }
        });
        var types = new Class<?>[components.length];
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(
                    components[i].getGenericType(),
                    node.get(components[i].getName()),
                    pointer + "/" + components[i].getName(),
                    mostElements(components[i]));
            if (values[i] == null && types[i] == boolean.class) {
                values[i] = false;
            }
        }
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("A request record must not refuse: " + type, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int mostElements(RecordComponent component) {
        var size = component.getAccessor().getAnnotation(Size.class);
        return size == null ? MOST_ELEMENTS : Math.min(size.max(), MOST_ELEMENTS);
    }

    private Object wrongType(String pointer, String expected) {
        note(unreadable, Finding.at(pointer, "wrong-type", Map.of("expected", expected)));
        return null;
    }

    private Object cannotBe(String pointer, String code) {
        note(impossible, Finding.at(pointer, code));
        return null;
    }

    private static void note(List<Finding> findings, Finding finding) {
        if (findings.size() < Problem.MOST_ERRORS) {
            findings.add(finding);
        }
    }

    /** A field's name as a pointer's part; cut, because it is the client's and comes back in the answer. */
    private static String escaped(String name) {
        var part = name.replace("~", "~0").replace("/", "~1");
        return part.length() <= 100 ? part : part.substring(0, 100) + "…";
    }
}
