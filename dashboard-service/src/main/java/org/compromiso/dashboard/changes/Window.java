package org.compromiso.dashboard.changes;

import java.util.Arrays;
import java.util.List;

/** The newest changes in memory, as many as fit; shared by all readers of this instance. */
final class Window {

    static final Change GONE = Change.reset(-1);

    private final Change[] ring;
    private long floor;
    private long last;
    private long appended;

    /** Begins after a change. */
    Window(int size, long after) {
        ring = new Change[size];
        floor = after;
        last = after;
    }

    /** Adds what follows; {@code upTo} is the greatest number read, told or not. */
    synchronized void append(List<Change> changes, long upTo) {
        for (var change : changes) {
            var place = place(appended++);
            if (ring[place] != null) {
                floor = ring[place].number();
            }
            ring[place] = change;
        }
        last = upTo;
    }

    /** Begins anew after a change, which may be an older one if the database is older than it was. */
    synchronized void skipTo(long number) {
        Arrays.fill(ring, null);
        appended = 0;
        floor = number;
        last = number;
    }

    /** The number of the newest change read. */
    synchronized long last() {
        return last;
    }

    /** Whether everything after a change is here. */
    synchronized boolean holdsAllAfter(long number) {
        return number >= floor;
    }

    /** The next one after a change; null if there is none yet, {@link #GONE} if not all after it is here. */
    synchronized Change next(long number) {
        if (number < floor) {
            return GONE;
        }
        var from = Math.max(0, appended - ring.length);
        var to = appended;
        while (from < to) {
            var middle = (from + to) >>> 1;
            if (ring[place(middle)].number() > number) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from < appended ? ring[place(from)] : null;
    }

    private int place(long position) {
        return (int) (position % ring.length);
    }
}
