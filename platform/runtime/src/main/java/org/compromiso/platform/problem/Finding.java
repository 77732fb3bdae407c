package org.compromiso.platform.problem;

import java.util.Map;

/**
 * One thing that is wrong with a request and where.
 *
 * @param pointer JSON Pointer (RFC 6901) to the field to change, or {@code ?name} for a query parameter
 * @param code stable, kebab-case; the text for people is looked up by it
 * @param values what the text says about this case, by the name of its placeholder
 */
public record Finding(String pointer, String code, Map<String, Object> values) {

    public static Finding at(String pointer, String code) {
        return new Finding(pointer, code, Map.of());
    }

    public static Finding at(String pointer, String code, Map<String, Object> values) {
        return new Finding(pointer, code, values);
    }
}
