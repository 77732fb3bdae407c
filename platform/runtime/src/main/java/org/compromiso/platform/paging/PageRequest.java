package org.compromiso.platform.paging;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** {@code limit} and {@code cursor} of a list (api.md, Conventions); used as a {@code @BeanParam}. */
public class PageRequest {

    private static final int USUAL = 20;
    private static final int MOST = 100;

    @QueryParam("limit")
    @Parameter(description = "How many items, 1 to 100; 20 unless told")
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "next of the page before")
    String cursor;

    public int limit() {
        if (limit == null) {
            return USUAL;
        }
        if (limit.matches("[1-9][0-9]{0,2}") && Integer.parseInt(limit) <= MOST) {
            return Integer.parseInt(limit);
        }
        throw Problem.unreadable(
                List.of(Finding.at("?limit", "out-of-range", java.util.Map.of("min", 1, "max", MOST))));
    }

    /** The number after which to go on, for lists that are kept by one; throws 400 for a cursor that is not ours. */
    public Optional<Long> afterNumber() {
        return after(1).map(key -> {
            if (!key.get(0).matches("[0-9]{1,18}")) {
                throw Problem.unreadable(List.of(Finding.at("?cursor", "unknown-cursor")));
            }
            return Long.valueOf(key.get(0));
        });
    }

    /** The key after which to go on; throws 400 for a cursor that is not ours. */
    public Optional<List<String>> after(int parts) {
        return Optional.ofNullable(cursor).map(c -> Cursor.decode(c, parts));
    }
}
