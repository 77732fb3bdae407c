package org.compromiso.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Compares a schema with its released copy by the rule FULL_TRANSITIVE: old readers must read new
 * events and new readers old ones. So all that was released stays as it is, and only optional
 * properties and definitions may be added. Texts for people (titles, descriptions) may change.
 */
final class Compatibility {

    private static final Set<String> TEXTS_FOR_PEOPLE = Set.of("title", "description", "$comment", "examples");

    /** Keywords whose values are schemas by name, to which names may be added. */
    private static final Set<String> NAMED_SCHEMAS = Set.of("properties", "$defs");

    /** Keywords whose values are sets, in which the order means nothing. */
    private static final Set<String> SETS = Set.of("type", "enum");

    private final List<String> breaks = new ArrayList<>();

    private Compatibility() {}

    /** What in {@code current} breaks {@code released}, a line each with the place; empty if nothing does. */
    static List<String> breaks(JsonNode released, JsonNode current) {
        var comparison = new Compatibility();
        comparison.compareSchema("", released, current);
        return List.copyOf(comparison.breaks);
    }

    private void compareSchema(String at, JsonNode released, JsonNode current) {
        if (!released.isObject() || !current.isObject()) {
            compareValue(at, released, current);
            return;
        }
        Set<String> keywords = new TreeSet<>();
        released.fieldNames().forEachRemaining(keywords::add);
        current.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(TEXTS_FOR_PEOPLE);
        for (String keyword : keywords) {
            compareKeyword(at, keyword, released.path(keyword), current.path(keyword));
        }
    }

    private void compareKeyword(String at, String keyword, JsonNode released, JsonNode current) {
        String place = at + "/" + keyword;
        if (NAMED_SCHEMAS.contains(keyword)) {
            released.properties().forEach(schema -> {
                String name = place + "/" + schema.getKey();
                if (current.has(schema.getKey())) {
                    compareSchema(name, schema.getValue(), current.get(schema.getKey()));
                } else {
                    breaks.add(name + ": removed");
                }
            });
        } else if (keyword.equals("required")) {
            compareRequired(place, values(released), values(current));
        } else if (SETS.contains(keyword)) {
            if (!values(released).equals(values(current))) {
                breaks.add(place + ": changed from " + released + " to " + current);
            }
        } else if (keyword.equals("items")) {
            compareSchema(place, released, current);
        } else if (keyword.equals("allOf") && released.size() == current.size()) {
            for (int i = 0; i < released.size(); i++) {
                compareSchema(place + "/" + i, released.get(i), current.get(i));
            }
        } else {
            compareValue(place, released, current);
        }
    }

    private void compareRequired(String at, Set<JsonNode> released, Set<JsonNode> current) {
        for (JsonNode property : current) {
            if (!released.contains(property)) {
                breaks.add(at + ": " + property.asText() + " is newly required, old events do not have it");
            }
        }
        for (JsonNode property : released) {
            if (!current.contains(property)) {
                breaks.add(at + ": " + property.asText() + " is no longer required, old readers rely on it");
            }
        }
    }

    private void compareValue(String at, JsonNode released, JsonNode current) {
        if (!released.equals(current)) {
            breaks.add(at + ": changed from " + text(released) + " to " + text(current));
        }
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }

    private static Set<JsonNode> values(JsonNode oneOrMany) {
        if (oneOrMany.isMissingNode()) {
            return Set.of();
        }
        return oneOrMany.isArray()
                ? StreamSupport.stream(oneOrMany.spliterator(), false).collect(Collectors.toSet())
                : Set.of(oneOrMany);
    }
}
