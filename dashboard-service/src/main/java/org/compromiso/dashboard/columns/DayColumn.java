package org.compromiso.dashboard.columns;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * A day of every row, as days since 1970. Which rows are before a day is kept for the last day that was asked for: most
 * questions of a day ask for the same one.
 */
final class DayColumn {

    /** Before every day. */
    static final int NEVER = Integer.MIN_VALUE;

    private int[] days = new int[0];
    private volatile Before before = new Before(NEVER, new RowSet(0));

    private record Before(int day, RowSet rows) {}

    void grow(int capacity) {
        days = Arrays.copyOf(days, capacity);
    }

    /** @param day null for never */
    void put(int row, LocalDate day) {
        assign(row, day == null ? NEVER : Math.toIntExact(day.toEpochDay()));
    }

    void move(int from, int to) {
        assign(to, days[from]);
    }

    private void assign(int row, int day) {
        days[row] = day;
        if (day < before.day()) {
            before.rows().add(row);
        } else {
            before.rows().remove(row);
        }
    }

    int get(int row) {
        return days[row];
    }

    /** The first so many rows whose day is before a day; not to be changed, and only while nobody writes. */
    RowSet before(int size, int day) {
        var known = before;
        if (known.day() != day) {
            known = new Before(day, RowSet.less(days, size, day));
            before = known;
        }
        return known.rows();
    }
}
