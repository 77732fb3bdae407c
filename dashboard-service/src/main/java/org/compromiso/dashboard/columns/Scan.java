package org.compromiso.dashboard.columns;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.compromiso.dashboard.pledges.Standing;
import org.compromiso.dashboard.pledges.WantedPledges;

/** The rows that are meant, and what the calendar says of them on a day (domain.md, Pledges). */
public final class Scan {

    /** Rows are looked at in blocks, one filter after the other without a branch: a processor guesses no filter. */
    private static final int BLOCK = 2_048;

    /** Rows whose set is one of these are meant. */
    private record Filter(int[] setOfRow, byte[] meant) {

        static Filter of(CodeColumn column, Set<String> codes) {
            var sets = column.setsWithAny(codes);
            var meant = new byte[sets.length];
            for (int i = 0; i < sets.length; i++) {
                meant[i] = (byte) (sets[i] ? 1 : 0);
            }
            return new Filter(column.setOfRow(), meant);
        }

        void narrow(byte[] block, int from, int length) {
            for (int i = 0; i < length; i++) {
                block[i] &= meant[setOfRow[from + i]];
            }
        }
    }

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
                filters.add(Filter.of(columns.codes(dimension), codes));
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
        var block = new byte[BLOCK];
        var size = columns.size();
        for (int from = 0; from < size; from += BLOCK) {
            var length = Math.min(BLOCK, size - from);
            Arrays.fill(block, 0, length, (byte) 1);
            for (var filter : filters) {
                filter.narrow(block, from, length);
            }
            for (int i = 0; i < length; i++) {
                if (block[i] == 1 && isAsked(from + i)) {
                    row.accept(from + i);
                }
            }
        }
    }

    private boolean isAsked(int row) {
        return (joined.length == 0 || joinsOne(row))
                && (overdue == null || overdue == overdue(row))
                && (silent == null || silent == silent(row));
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
