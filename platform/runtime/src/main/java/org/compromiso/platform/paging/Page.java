package org.compromiso.platform.paging;

import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Part of a list, by keyset: {@code next} continues after the last item, whatever was added meanwhile.
 *
 * @param <T> what the list holds
 * @param next opaque; null at the end
 */
public record Page<T>(
        List<T> items,

        @Schema(description = "Send it as cursor to go on; null at the end", nullable = true)
        String next) {

    /** From one row more than asked for: the extra row only tells that there is more. */
    public static <R, T> Page<T> of(List<R> rows, int limit, Function<R, List<String>> key, Function<R, T> item) {
        var shown = rows.size() > limit ? rows.subList(0, limit) : rows;
        var next = rows.size() > limit ? Cursor.encode(key.apply(shown.get(limit - 1))) : null;
        return new Page<>(shown.stream().map(item).toList(), next);
    }
}
