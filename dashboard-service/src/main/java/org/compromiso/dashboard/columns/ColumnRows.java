package org.compromiso.dashboard.columns;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
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
    private static final String IN_FORCE = """
            select distinct on (subject) subject as reference, %s as state
            from (
              select subject, version, state, max(coalesce(
                  (what->>'on')::date, (occurred_at at time zone 'UTC')::date)) over so_far as since
              from history
              where %%s and state ? 'registration'
              window so_far as (partition by subject order by version)) as versions
            where since <= $2
            order by subject, version desc
            """.formatted(COUNTED);

    private static final String ON_A_DAY = IN_FORCE.formatted("generation = $1");

    private static final String CHANGED = """
            select l.generation, l.change_number, c.reference, p.state,
              coalesce((select min(number) from change) <= $1 + 1, false) as whole
            from live l
            left join lateral (
              select distinct reference from change where number > $1 and reference like 'P-%%') c on true
            left join lateral (%s) p on true
            """;

    private static final String CHANGED_NOW = CHANGED.formatted(
            "select %s as state from pledge where generation = l.generation and reference = c.reference"
                    .formatted(COUNTED));

    private static final String CHANGED_ON_A_DAY =
            CHANGED.formatted(IN_FORCE.formatted("generation = l.generation and subject = c.reference"));

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Before the first of the rows in force on a day comes, the whole history is read and sorted. */
    private static final Duration PATIENCE_WITH_HISTORY = Duration.ofMinutes(10);

    /**
     * Whoever is further behind loads all anew: states of changes are held all at once (some 2 KB each), and shall not
     * take more room than other columns would.
     */
    private static final int FEW_CHANGES = 5_000;

    private static final int PLEDGES_PER_CHANGE = 20;

    private final Pool pool;

    ColumnRows(Pool pool) {
        this.pool = pool;
    }

    /** What readers see at a moment. */
    record At(int generation, long changeNumber) {}

    /**
     * Columns, and the moment that they were loaded at; for the thread that writes them.
     *
     * @param columns as of that moment or, once they followed changes, a later one of the same generation
     */
    record Loaded(At at, Columns columns) {

        /** Whether they are so little behind that following the changes is less than loading all anew. */
        boolean canFollow(At now) {
            var behind = now.changeNumber() - columns.changeNumber();
            return at.generation() == now.generation()
                    && behind >= 0
                    && behind <= Math.max(FEW_CHANGES, columns.size() / PLEDGES_PER_CHANGE);
        }

        boolean isBehind(At now) {
            return columns.changeNumber() < now.changeNumber();
        }

        /** Brings the columns to what changed since; false if that is not known as a whole any more. */
        boolean follow(Changed changed) {
            if (changed.at().generation() != at.generation() || !changed.whole()) {
                return false;
            }
            columns.apply(changed.at().changeNumber(), changed.newest(), changed.gone());
            return true;
        }
    }

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
            return new Loaded(at, columns(connection, at, heard, PATIENCE, NOW, at.generation()));
        });
    }

    /** All that were in force at the end of a day, as one snapshot knows it. */
    Loaded load(LocalDate day) {
        return Sql.transaction(pool, connection -> {
            var at = snapshot(connection);
            return new Loaded(
                    at, columns(connection, at, () -> {}, PATIENCE_WITH_HISTORY, ON_A_DAY, at.generation(), day));
        });
    }

    /** What changed after a number, by one statement: newest states are of the moment that it tells. */
    Changed changedAfter(long number) {
        return changed(Sql.execute(pool, CHANGED_NOW, number));
    }

    /** The same of what was in force at the end of a day: an event that comes late may change it. */
    Changed changedAfter(long number, LocalDate day) {
        return changed(Sql.execute(pool, CHANGED_ON_A_DAY, number, day));
    }

    private static Changed changed(RowSet<Row> rows) {
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

    private static Columns columns(
            SqlConnection connection, At at, Runnable heard, Duration patience, String query, Object... values) {
        var columns = new Columns(at.changeNumber());
        Sql.execute(connection, "declare counted no scroll cursor for " + query, values);
        List<Row> rows;
        do {
            rows = StreamSupport.stream(
                            connection
                                    .query("fetch " + AT_ONCE + " from counted")
                                    .execute()
                                    .await()
                                    .atMost(patience)
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
