package org.compromiso.platform.paging;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
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

    /**
     * RFC 8288: where the list goes on, for the header {@code Link}; empty at the end. Relative, and made anew from what
     * was understood of the request: a client may have sent no host, and anything in its query.
     */
    public Optional<String> link(UriInfo request) {
        if (next == null) {
            return Optional.empty();
        }
        var address = new StringBuilder(request.getPath()).append('?');
        request.getQueryParameters().forEach((name, values) -> {
            if (!name.equals("cursor")) {
                values.forEach(value -> address.append(encoded(name))
                        .append('=')
                        .append(encoded(value))
                        .append('&'));
            }
        });
        return Optional.of("<%scursor=%s>; rel=\"next\"".formatted(address, next));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
