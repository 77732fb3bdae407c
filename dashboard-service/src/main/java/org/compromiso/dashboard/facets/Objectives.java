package org.compromiso.dashboard.facets;

import java.util.List;
import java.util.stream.Stream;

/**
 * Objectives of the Global Compact that something serves.
 *
 * @param primary at most three
 * @param other the others
 */
public record Objectives(List<Integer> primary, List<Integer> other) {

    public Objectives {
        primary = primary == null ? List.of() : List.copyOf(primary);
        other = other == null ? List.of() : List.copyOf(other);
    }

    /** Each once, sorted. */
    public List<Integer> all() {
        return Stream.concat(primary.stream(), other.stream())
                .distinct()
                .sorted()
                .toList();
    }
}
