package org.compromiso.dashboard.facets;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Conditions on the rows of the generation that readers see, and the values bound to them. */
public final class Where {

    private final List<String> conditions = new ArrayList<>(List.of("generation = (select generation from live)"));
    private final List<Object> values = new ArrayList<>();

    /** Adds a condition; every {@code ?} in it stands for one value. */
    public Where and(String condition, Object... bound) {
        conditions.add(bind(condition, bound));
        return this;
    }

    /** Binds values used elsewhere in the statement, where a {@code ?} stands for each. */
    public String bind(String condition, Object[] bound) {
        var sql = new StringBuilder();
        var next = 0;
        for (var c : condition.toCharArray()) {
            if (c == '?') {
                sql.append(bind(bound[next++]));
            } else {
                sql.append(c);
            }
        }
        return sql.toString();
    }

    /** Binds a value used elsewhere in the statement; gives its placeholder. */
    public String bind(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    public String sql() {
        return String.join(" and ", conditions);
    }

    public Tuple values() {
        return Tuple.from(values);
    }
}
