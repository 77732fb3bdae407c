package org.compromiso.dashboard.changes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.compromiso.dashboard.pledges.PledgeItem;
import org.compromiso.dashboard.practices.PracticeItem;

/** Reads the change table. */
@ApplicationScoped
class ChangeReads {

    private static final int AT_ONCE = 200;

    /**
     * The item is what lists say now: a version that came late does not bring back an older state. Submissions and
     * reviews change no list; their numbers are passed over.
     */
    private static final String AFTER = """
            select live.change_number as newest, coalesce((select min(number) from change), live.change_number + 1) as oldest,
              c.number, c.type, c.pledge, c.practice
            from live left join lateral (
              select change.number, change.type,
                case when change.type <> 'org.compromiso.PledgeSubmitted.v1' then p.state::text end as pledge,
                r.state::text as practice
              from change
                left join pledge p on p.generation = live.generation and p.reference = change.subject
                left join practice r on r.generation = live.generation and r.reference = change.subject
              where change.number > $1 and change.number <= $2 order by change.number limit %d) as c on true
            order by c.number
            """.formatted(AT_ONCE);

    private final Pool pool;
    private final Clock clock;
    private final ObjectMapper json;

    ChangeReads(Pool pool, Clock clock, ObjectMapper json) {
        this.pool = pool;
        this.clock = clock;
        this.json = json;
    }

    /**
     * What follows a change.
     *
     * @param last the greatest number read: where to go on, and at the end if there is nothing more
     * @param changes those that readers are told
     * @param more whether there may be more at once
     */
    record Batch(long last, List<Change> changes, boolean more) {}

    /**
     * If what follows is not kept any more, or the number is of no change yet, the one thing told is a reset. Fails if the
     * table does not reach as far as it is to be read: the database was set back.
     *
     * @param upTo the last change that may be told
     */
    Uni<Batch> after(long number, long upTo) {
        return pool.preparedQuery(AFTER).execute(Tuple.of(number, upTo)).map(rows -> batch(number, upTo, rows));
    }

    private Batch batch(long after, long upTo, RowSet<Row> rows) {
        var first = rows.iterator().next();
        var newest = first.getLong("newest");
        if (newest < upTo) {
            throw new IllegalStateException("The table ends at %d, before %d".formatted(newest, upTo));
        }
        if (after > newest || after + 1 < first.getLong("oldest")) {
            return new Batch(upTo, List.of(Change.reset(upTo)), false);
        }
        var today = LocalDate.now(clock);
        var last = after;
        var changes = new ArrayList<Change>();
        for (var row : rows) {
            if (row.getLong("number") == null) {
                break;
            }
            last = row.getLong("number");
            if (row.getString("type").equals(Change.RESET)) {
                changes.add(Change.reset(last));
            } else if (row.getString("pledge") != null) {
                changes.add(change(row, PledgeItem.of(row.getString("pledge"), today)));
            } else if (row.getString("practice") != null) {
                changes.add(change(row, PracticeItem.of(row.getString("practice"))));
            }
        }
        return new Batch(last, changes, rows.size() == AT_ONCE);
    }

    private Change change(Row row, Object item) {
        try {
            return new Change(row.getLong("number"), row.getString("type"), json.writeValueAsString(item));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
