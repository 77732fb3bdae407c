package org.compromiso.dashboard.lists;

import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.compromiso.dashboard.facets.Where;
import org.compromiso.dashboard.search.Search;

/**
 * The statement of a list: the keys of a page first, then the states of those rows alone.
 *
 * @param table with generation, reference and state
 * @param search what is looked for
 */
public record Listing(String table, Order order, Optional<Search> search) {

    /**
     * Rows have {@code version}, {@code state} (JSON as text) and the keys.
     *
     * @param where filters; the values of the statement are bound to it
     * @param after the key of the last row of the page before; throws 400 for one that is not of this order
     */
    public String statement(Where where, Optional<List<String>> after, int limit) {
        after.ifPresent(key -> order.goOnAfter(key, where));
        return """
                select p.reference, p.version, p.state::text as state, k.*
                from (select generation, reference, %s from %s%s%s where %s order by %s limit %s) k
                  join %s p on p.generation = k.generation and p.reference = k.reference
                order by %s
                """.formatted(
                        order.columns(),
                        table,
                        search.map(s -> s.join(where)).orElse(""),
                        order.rank(),
                        where.sql(),
                        order.by(),
                        where.bind(limit),
                        table,
                        order.byColumns());
    }

    /** Every row that is meant, by its reference; rows have {@code state} (JSON as text). */
    public String whole(Where where) {
        return """
                select state::text as state
                from (select state from %s%s where %s order by reference offset 0) as ordered
                """.formatted(table, search.map(s -> s.join(where)).orElse(""), where.sql());
    }

    /** Where a row stands, as a cursor says it. */
    public List<String> key(Row row) {
        var key = new ArrayList<String>();
        for (int i = 0; i < order.keys().size(); i++) {
            key.add(String.valueOf(row.getValue("key" + i)));
        }
        key.add(row.getString("reference"));
        return key;
    }
}
