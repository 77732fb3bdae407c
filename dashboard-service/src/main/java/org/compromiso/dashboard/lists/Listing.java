package org.compromiso.dashboard.lists;

import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
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
 * @param notShown members of the state that no item of the list is made from: they need not be written out and read
 */
public record Listing(String table, Order order, Optional<Search> search, List<String> notShown) {

    /**
     * A ranking goes on from where it began, however many match by now; but a cursor is what a client sends, and must not
     * have everything ranked.
     */
    private static final int MOST_RANKED_AGAIN = 10;

    /** Before every row. */
    private static final LocalDate NO_EDGE = LocalDate.of(1, 1, 1);

    /**
     * Rows have {@code state} (JSON as text) and the keys.
     *
     * @param where filters; the values of the statement are bound to it
     * @param after the key of the last row of the page before; throws 400 for one that is not of this order
     */
    public String statement(Where where, Optional<List<String>> after, int limit) {
        if (order.ranks()) {
            return ranking(where, search.orElseThrow(), after, limit);
        }
        after.ifPresent(key -> order.goOnAfter(key, where));
        return """
                select p.reference, (p.state - %s::text[])::text as state, k.*
                from (select generation, reference, %s from %s%s where %s order by %s limit %s) k
                  join %s p on p.generation = k.generation and p.reference = k.reference
                order by %s
                """.formatted(
                        where.bind(notShown.toArray(String[]::new)),
                        order.columns(),
                        table,
                        search.map(s -> s.join(where)).orElse(""),
                        where.sql(),
                        order.by(),
                        where.bind(limit),
                        table,
                        order.byColumns());
    }

    /**
     * The newest of what is found, ranked, and behind them the others, whose rank is -1. How far back the ranking goes
     * (the edge) is fixed by the first page and handed on in the cursor: so a row has one place, whatever is found later.
     */
    private String ranking(Where where, Search found, Optional<List<String>> after, int limit) {
        var newest = order.keys().get(1).sql();
        var edge = order.keys().size() + 1;
        var back = found.ranked() * (after.isPresent() ? MOST_RANKED_AGAIN : 1);
        var floor = after.map(key -> List.of(Order.value(Order.Kind.DATE, key.get(edge)), key.get(edge + 1)))
                .orElse(List.of(NO_EDGE, ""));
        return """
                with found as materialized (
                  select generation, reference, %1$s, looked.ranked from %2$s%3$s where %4$s),
                edge as materialized (
                  select edge_day, edge_reference
                  from ((select %1$s as edge_day, reference as edge_reference from found
                         order by %1$s desc, reference desc offset %5$s limit 1)
                      union all select %6$s::date, %7$s::text) as edges
                  order by edge_day desc, edge_reference desc limit 1),
                placed as materialized (
                  select generation, reference, %1$s, edge_day, edge_reference,
                    case when (%1$s, reference) >= (edge_day, edge_reference) then (
                        select %8$s from %2$s r where r.generation = f.generation and r.reference = f.reference)
                      else -1 end::real as rank
                  from found f cross join edge)
                select p.reference, (p.state - %14$s::text[])::text as state, k.*
                from (select generation, reference, %9$s, edge_day, edge_reference from placed %10$s
                      order by %11$s limit %12$s) k
                  join %2$s p on p.generation = k.generation and p.reference = k.reference
                order by %13$s
                """.formatted(
                        newest,
                        table,
                        found.join(where),
                        where.sql(),
                        where.bind(back - 1),
                        where.bind(floor.get(0)),
                        where.bind(floor.get(1)),
                        Search.RANK,
                        order.columns(),
                        after.map(key -> "where " + where.bind(order.after(), order.values(key)))
                                .orElse(""),
                        order.by(),
                        where.bind(limit),
                        order.byColumns(),
                        where.bind(notShown.toArray(String[]::new)));
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
        if (order.ranks()) {
            key.add(row.getLocalDate("edge_day").toString());
            key.add(row.getString("edge_reference"));
        }
        return key;
    }
}
