package org.compromiso.dashboard.exports;

import java.util.Collection;
import java.util.function.Function;

/**
 * A column of an export.
 *
 * @param name in the first row
 * @param hashtag of the Humanitarian Exchange Language (HXL 1.1), for the CSV's second row
 * @param value a String, Integer, Boolean or LocalDate, or null
 * @param <T> what a row is of
 */
public record Column<T>(String name, String hashtag, Function<T, Object> value) {

    /** Several codes or names in one cell. */
    public static String several(Collection<?> values) {
        return values.isEmpty()
                ? null
                : String.join(" | ", values.stream().map(String::valueOf).toList());
    }
}
