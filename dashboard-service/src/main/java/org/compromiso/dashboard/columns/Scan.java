package org.compromiso.dashboard.columns;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.compromiso.dashboard.pledges.Standing;
import org.compromiso.dashboard.pledges.WantedPledges;

/** The rows that are meant, and what the calendar says of them on a day (domain.md, Pledges). */
public final class Scan {

    /** Rows whose set is one of these are meant. */
    private record Filter(int[] setOfRow, boolean[] meant) {}

    private final Columns columns;
    private final List<Filter> filters = new ArrayList<>();
    private final long[] joined;
    private final Boolean overdue;
    private final Boolean silent;
    private final int asOf;
    private final int longAgo;
    private final int[] headlines;
    private final boolean[] finalHeadline;
    private final int[] registrations;
    private final boolean[] givenUp;

    Scan(Columns columns, WantedPledges wanted, LocalDate asOf) {
        this.columns = columns;
        this.asOf = Math.toIntExact(asOf.toEpochDay());
        this.longAgo = Math.toIntExact(Standing.silentSince(asOf).toEpochDay());
        Dimension.FILTERABLE.forEach((name, dimension) -> {
            var codes = wanted.codes().get(name);
            if (codes != null) {
                var column = columns.codes(dimension);
                filters.add(new Filter(column.setOfRow(), column.setsWithAny(codes)));
            }
        });
        joined = wanted.joins().stream().mapToLong(Columns::packed).toArray();
        overdue = wanted.overdue();
        silent = wanted.silent();
        var compliance = columns.codes(Dimension.COMPLIANCE);
        headlines = compliance.setOfRow();
        finalHeadline = compliance.setsWithAny(Standing::isFinal);
        var registration = columns.codes(Dimension.REGISTRATION);
        registrations = registration.setOfRow();
        givenUp = registration.setsWithAny(Standing::isGivenUp);
    }

    public void forEach(IntConsumer row) {
        var all = filters.toArray(Filter[]::new);
        var size = columns.size();
        next:
        for (int i = 0; i < size; i++) {
            for (var filter : all) {
                if (!filter.meant[filter.setOfRow[i]]) {
                    continue next;
                }
            }
            if ((joined.length == 0 || joinsOne(i))
                    && (overdue == null || overdue == overdue(i))
                    && (silent == null || silent == silent(i))) {
                row.accept(i);
            }
        }
    }

    /** The end date in force is before the day. */
    public boolean due(int row) {
        return columns.endsOnDays()[row] < asOf;
    }

    /** The end date promised first is before the day. */
    public boolean firstDue(int row) {
        return columns.firstEndsOnDays()[row] < asOf;
    }

    public boolean overdue(int row) {
        return due(row) && !closed(row);
    }

    public boolean silent(int row) {
        return columns.registeredOnDays()[row] <= longAgo && columns.reportedOnDays()[row] <= longAgo && !closed(row);
    }

    private boolean closed(int row) {
        return finalHeadline[headlines[row]] || givenUp[registrations[row]];
    }

    private boolean joinsOne(int row) {
        var joins = columns.joins()[row];
        for (var each : joined) {
            if (each == joins) {
                return true;
            }
        }
        return false;
    }
}
