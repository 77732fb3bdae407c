package org.compromiso.dashboard.exports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.compromiso.dashboard.http.PublicAnswer;

/**
 * A file that is asked for.
 *
 * @param statement gives its rows
 * @param values bound to it
 * @param asOf the day that it is of
 * @param <T> what a row is of
 */
record Extract<T>(Export<T> export, Format format, String statement, Tuple values, LocalDate asOf) {

    /** What readers see at a moment. */
    record At(int generation, long changeNumber) {}

    String fileName() {
        return "%s-%s.%s".formatted(export.name(), asOf, format.extension());
    }

    /**
     * Says what the file is made of, not its bytes, which are known at its end only: so it is a weak one. The same on
     * every instance.
     *
     * @param release another one may write other files
     */
    String etag(At at, String release) {
        var madeOf = List.of(
                release,
                export.name(),
                export.columns().stream()
                        .map(column -> column.name() + column.hashtag())
                        .toList(),
                format,
                statement,
                Arrays.deepToString(bound()),
                asOf,
                at);
        return "W/\"" + PublicAnswer.hash(madeOf.toString().getBytes(UTF_8)) + '"';
    }

    private Object[] bound() {
        return IntStream.range(0, values.size()).mapToObj(values::getValue).toArray();
    }
}
