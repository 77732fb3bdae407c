package org.compromiso.dashboard.lists;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.compromiso.dashboard.facets.Days;
import org.compromiso.dashboard.facets.Where;
import org.compromiso.dashboard.search.Search;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;

/**
 * An order of a list; the reference decides among equals, so that every row has a place of its own.
 *
 * @param keys what comes first
 * @param backwards whether greater rows come first
 */
public record Order(List<Key> keys, boolean backwards) {

    /** What a key is of. */
    public enum Kind {
        DATE,
        TEXT,
        RANK
    }

    /**
     * A key.
     *
     * @param sql an expression on the row
     */
    public record Key(String sql, Kind kind) {}

    public static Order by(String column, Kind kind, boolean backwards) {
        return new Order(List.of(new Key(column, kind)), backwards);
    }

    /** The best first; among equals the newest. What is not ranked (see {@link Search#ranked()}) comes last. */
    public static Order byRelevance(String newest) {
        return new Order(List.of(new Key("rank", Kind.RANK), new Key(newest, Kind.DATE)), true);
    }

    boolean ranks() {
        return keys.stream().anyMatch(key -> key.kind() == Kind.RANK);
    }

    /** Parts of a cursor: keys and reference, and of a ranking the day and reference that it goes back to. */
    public int parts() {
        return keys.size() + 1 + (ranks() ? 2 : 0);
    }

    String by() {
        var direction = backwards ? " desc" : "";
        return Stream.concat(keys.stream().map(Key::sql), Stream.of("reference"))
                .map(key -> key + direction)
                .collect(Collectors.joining(", "));
    }

    /** The keys of a row, to be named key0, key1 and so on. */
    String columns() {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> keys.get(i).sql() + " as key" + i)
                .collect(Collectors.joining(", "));
    }

    String byColumns() {
        var direction = backwards ? " desc" : "";
        return Stream.concat(IntStream.range(0, keys.size()).mapToObj(i -> "k.key" + i), Stream.of("k.reference"))
                .map(key -> key + direction)
                .collect(Collectors.joining(", "));
    }

    /** Only rows after one; throws 400 for a key that is not of this order. */
    void goOnAfter(List<String> key, Where where) {
        where.and(after(), values(key));
    }

    /** Whether a row comes after another, whose values are bound where a {@code ?} stands. */
    String after() {
        var columns = Stream.concat(keys.stream().map(Key::sql), Stream.of("reference"))
                .collect(Collectors.joining(", "));
        var places = Stream.concat(
                        keys.stream().map(k -> k.kind() == Kind.RANK ? "cast(?::text as real)" : "?"), Stream.of("?"))
                .collect(Collectors.joining(", "));
        return "(%s) %s (%s)".formatted(columns, backwards ? "<" : ">", places);
    }

    /** The values of the keys and the reference, in that order; throws 400. */
    Object[] values(List<String> key) {
        return IntStream.rangeClosed(0, keys.size())
                .mapToObj(i -> i < keys.size() ? value(keys.get(i).kind(), key.get(i)) : key.get(i))
                .toArray();
    }

    static Object value(Kind kind, String text) {
        try {
            return switch (kind) {
                case DATE -> day(text);
                case RANK -> Float.toString(Float.parseFloat(text));
                case TEXT -> text;
            };
        } catch (DateTimeException | NumberFormatException e) {
            throw Problem.unreadable(List.of(Finding.at("?cursor", "unknown-cursor")));
        }
    }

    /** A day that a row can have. */
    private static LocalDate day(String text) {
        var day = LocalDate.parse(text);
        if (!Days.canBe(day)) {
            throw new DateTimeException("out of range");
        }
        return day;
    }
}
