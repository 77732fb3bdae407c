package org.compromiso.dashboard.overview;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.dashboard.facets.Where;
import org.compromiso.dashboard.pledges.PledgeFilter;
import org.compromiso.platform.codes.CodeLists;

/** Counts, total and groups by one statement: they are of the same moment. */
@ApplicationScoped
class Totals {

    private final Pool pool;
    private final Clock clock;

    Totals(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * @param groupBy names of dimensions, in several parameters or with commas; throws 400
     */
    Uni<Overview> overview(List<String> groupBy, PledgeFilter filter) {
        var today = LocalDate.now(clock);
        var choices = new Choices();
        var where = filter.where(choices, today);
        var names = choices.anyOf(
                "groupBy",
                groupBy.stream().flatMap(sent -> Stream.of(sent.split(",", -1))).toList(),
                Dimension.ALL.keySet());
        choices.refuseFindings();
        var dimensions = names.stream().map(Dimension.ALL::get).toList();
        return pool.preparedQuery(statement(dimensions, where))
                .execute(where.values())
                .map(rows -> {
                    var total = rows.stream()
                            .filter(row -> row.getArrayOfStrings("codes") == null)
                            .findFirst()
                            .orElseThrow();
                    var groups = rows.stream()
                            .filter(row -> row.getArrayOfStrings("codes") != null)
                            .sorted(inOrder(dimensions))
                            .map(row -> group(dimensions, row))
                            .toList();
                    return new Overview(today, total.getLong("pledges"), total.getLong("participations"), groups);
                });
    }

    private static String statement(List<Dimension> dimensions, Where where) {
        var codes = new ArrayList<String>();
        var from = new StringBuilder("counted");
        for (var dimension : dimensions) {
            if (dimension.many()) {
                // A row's codes are distinct, so it counts once in each group.
                from.append(" cross join lateral unnest(%1$s) as of_%1$s(code)".formatted(dimension.column()));
                codes.add("of_%s.code::text".formatted(dimension.column()));
            } else {
                codes.add(dimension.column() + "::text");
            }
        }
        var total = "with counted as materialized (select * from pledge where " + where.sql() + ")"
                + " select null::text[] as codes, count(*) as pledges, coalesce(sum(participations), 0) as participations"
                + " from counted";
        return dimensions.isEmpty()
                ? total
                : total
                        + " union all select array[%s], count(*), sum(participations) from %s group by 1"
                                .formatted(String.join(", ", codes), from);
    }

    private static Map<String, Object> group(List<Dimension> dimensions, Row row) {
        var codes = row.getArrayOfStrings("codes");
        var group = new LinkedHashMap<String, Object>();
        for (int i = 0; i < codes.length; i++) {
            var dimension = dimensions.get(i);
            group.put(dimension.name(), dimension.number() ? (Object) Integer.valueOf(codes[i]) : codes[i]);
        }
        group.put("pledges", row.getLong("pledges"));
        group.put("participations", row.getLong("participations"));
        return group;
    }

    /** As the reference data lists the codes; what it doesn't know comes last. */
    private static Comparator<Row> inOrder(List<Dimension> dimensions) {
        Comparator<Row> order = (one, other) -> 0;
        for (int i = 0; i < dimensions.size(); i++) {
            var place = i;
            var dimension = dimensions.get(i);
            if (dimension.number()) {
                order = order.thenComparingInt(row -> Integer.parseInt(row.getArrayOfStrings("codes")[place]));
                continue;
            }
            if (dimension.list() != null) {
                var known = CodeLists.list(dimension.list()).items().stream()
                        .map(item -> item.code())
                        .toList();
                order = order.thenComparingInt(row -> {
                    var index = known.indexOf(row.getArrayOfStrings("codes")[place]);
                    return index < 0 ? known.size() : index;
                });
            }
            order = order.thenComparing(row -> row.getArrayOfStrings("codes")[place]);
        }
        return order;
    }
}
