package org.compromiso.dashboard.columns;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.compromiso.dashboard.facets.References;
import org.compromiso.dashboard.projection.Sql;

/** Where columns come from: the rows that readers see, those that changed, and those in force on a day gone by. */
@ApplicationScoped
class ColumnRows {

    private static final int AT_ONCE = 2_000;

    /** What is long and not counted stays in the database. */
    private static final String COUNTED = "(state - '{title,description,need,means,goals,participants}'::text[])::text";

    private static final String NOW =
            "select reference, %s as state from pledge where generation = $1".formatted(COUNTED);

    /**
     * Of each pledge the version in force at the end of a day. A version is in force from the day it happened on, but
     * not before an earlier version is: versions are the order (a late verdict of an old case speaks of an old day, but
     * its state has everything that came before it).
     */
    private static final String ON_A_DAY = """
            select distinct on (subject) subject as reference, %s as state
            from (
              select subject, version, state, max(coalesce(
                  (what->>'on')::date, (occurred_at at time zone 'UTC')::date)) over so_far as since
              from history
              where generation = $1 and state ? 'registration'
              window so_far as (partition by subject order by version)) as versions
            where since <= $2
            order by subject, version desc
            """.formatted(COUNTED);

    private static final String CHANGED = """
            select l.generation, l.change_number, c.reference, p.state,
              coalesce((select min(number) from change) <= $1 + 1, false) as whole
            from live l
            left join lateral (
              select distinct reference from change where number > $1 and reference like 'P-%%') c on true
            left join lateral (
              select %s as state from pledge where generation = l.generation and reference = c.reference) p on true
            """.formatted(COUNTED);

    private final Pool pool;

    ColumnRows(Pool pool) {
        this.pool = pool;
    }

    /** What readers see at a moment. */
    record At(int generation, long changeNumber) {}

    /** Columns, and the moment they are of. */
    record Loaded(At at, Columns columns) {}

    /**
     * What changed up to a moment.
     *
     * @param whole whether no change after the number asked for is forgotten
     */
    record Changed(At at, boolean whole, List<CountedPledge> newest, List<String> gone) {}

    At now() {
        return at(Sql.execute(pool, "select generation, change_number from live")
                .iterator()
                .next());
    }

    /**
     * All rows of one snapshot.
     *
     * @param heard told whenever some of them have come
     */
    Loaded load(Runnable heard) {
        return Sql.transaction(pool, connection -> {
            var at = snapshot(connection);
            return new Loaded(at, columns(connection, at, heard, NOW, at.generation()));
        });
    }

    /** All that were in force at the end of a day, as one snapshot knows it. */
    Loaded load(LocalDate day) {
        return Sql.transaction(pool, connection -> {
            var at = snapshot(connection);
            return new Loaded(at, columns(connection, at, () -> {}, ON_A_DAY, at.generation(), day));
        });
    }

    /** What changed after a number, by one statement: newest states are of the moment that it tells. */
    Changed changedAfter(long number) {
        var rows = Sql.execute(pool, CHANGED, number);
        var newest = new ArrayList<CountedPledge>();
        var gone = new ArrayList<String>();
        for (var row : rows) {
            if (row.getString("state") != null) {
                newest.add(CountedPledge.read(row.getString("state")));
            } else if (row.getString("reference") != null && References.isPledge(row.getString("reference"))) {
                gone.add(row.getString("reference"));
            }
        }
        var moment = rows.iterator().next();
        return new Changed(at(moment), moment.getBoolean("whole"), newest, gone);
    }

    private static At snapshot(SqlConnection connection) {
        Sql.execute(connection, "set transaction isolation level repeatable read, read only");
        // Holds no lock that anyone waits for, so it may take its time between two fetches.
        Sql.execute(connection, "set local idle_in_transaction_session_timeout = '60s'");
        return at(Sql.execute(connection, "select generation, change_number from live")
                .iterator()
                .next());
    }

    private static Columns columns(SqlConnection connection, At at, Runnable heard, String query, Object... values) {
        var columns = new Columns(at.changeNumber());
        Sql.execute(connection, "declare counted no scroll cursor for " + query, values);
        List<Row> rows;
        do {
            rows = StreamSupport.stream(
                            Sql.execute(connection, "fetch " + AT_ONCE + " from counted")
                                    .spliterator(),
                            false)
                    .toList();
            columns.load(rows.stream()
                    .map(row -> CountedPledge.read(row.getString("state")))
                    .toList());
            heard.run();
        } while (rows.size() == AT_ONCE);
        Sql.execute(connection, "close counted");
        return columns;
    }

    private static At at(Row row) {
        return new At(row.getInteger("generation"), row.getLong("change_number"));
    }
}
