package org.compromiso.dashboard.columns;

import java.time.LocalDate;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.compromiso.dashboard.pledges.Standing;
import org.compromiso.dashboard.pledges.WantedPledges;

/** The rows that are meant, and what the calendar says of them on a day (domain.md, Pledges). */
public final class Scan {

    private final Columns columns;
    private final int asOf;
    private final int longAgo;
    private final RowSet closed;
    private final RowSet rows;

    Scan(Columns columns, WantedPledges wanted, LocalDate asOf) {
        this.columns = columns;
        this.asOf = Math.toIntExact(asOf.toEpochDay());
        this.longAgo = Math.toIntExact(Standing.silentSince(asOf).toEpochDay());
        var size = columns.size();
        closed = columns.codes(Dimension.COMPLIANCE)
                .rowsWith(size, Standing::isFinal)
                .add(columns.codes(Dimension.REGISTRATION).rowsWith(size, Standing::isGivenUp));
        rows = RowSet.first(size);
        narrow(wanted, size, Dimension::isIndexed);
        if (wanted.overdue() != null) {
            only(wanted.overdue(), rows.copy().retain(columns.endsOn().before(size, this.asOf)));
        }
        if (wanted.silent() != null) {
            only(
                    wanted.silent(),
                    rows.copy()
                            .retain(columns.registeredOn().before(size, longAgo + 1))
                            .retain(columns.reportedOn().before(size, longAgo + 1)));
        }
        // What looks at rows one by one comes last, when there are fewest.
        narrow(wanted, size, dimension -> !dimension.isIndexed());
        if (!wanted.joins().isEmpty()) {
            rows.retainAnyOf(
                    columns.joins(),
                    wanted.joins().stream().mapToLong(Columns::packed).toArray());
        }
    }

    private void narrow(WantedPledges wanted, int size, Predicate<Dimension> which) {
        Dimension.FILTERABLE.forEach((name, dimension) -> {
            var codes = wanted.codes().get(name);
            if (codes != null && which.test(dimension)) {
                columns.codes(dimension).narrow(rows, size, codes::contains);
            }
        });
    }

    /** Leaves those that the calendar speaks of and that are not closed, or leaves all others. */
    private void only(boolean those, RowSet spokenOf) {
        var open = spokenOf.remove(closed);
        if (those) {
            rows.retain(open);
        } else {
            rows.remove(open);
        }
    }

    public void forEach(IntConsumer row) {
        rows.forEach(row);
    }

    /** The rows that are meant. */
    RowSet rows() {
        return rows;
    }

    /** The end date in force is before the day. */
    public boolean due(int row) {
        return columns.endsOn().get(row) < asOf;
    }

    /** The end date promised first is before the day. */
    public boolean firstDue(int row) {
        return columns.firstEndsOn().get(row) < asOf;
    }

    public boolean overdue(int row) {
        return due(row) && !closed.contains(row);
    }

    public boolean silent(int row) {
        return columns.registeredOn().get(row) <= longAgo
                && columns.reportedOn().get(row) <= longAgo
                && !closed.contains(row);
    }
}
