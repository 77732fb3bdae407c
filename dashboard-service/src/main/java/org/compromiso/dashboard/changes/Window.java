package org.compromiso.dashboard.changes;

import java.util.List;
import java.util.OptionalInt;

/** The newest changes in memory, as many as fit; shared by all readers of this instance. */
final class Window {

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

    /** The number of the newest change read. */
    synchronized long last() {
        return last;
    }

    /** Whether everything after a change is here. */
    synchronized boolean holdsAllAfter(long number) {
        return number >= floor;
    }

    /** The next one after a change; null if there is none yet. Only if all after it is here. */
    synchronized Change next(long number) {
        var oldest = Math.max(0, appended - ring.length);
        // Readers that keep up want one of the newest.
        var found = OptionalInt.empty();
        for (var position = appended - 1; position >= oldest && ring[place(position)].number() > number; position--) {
            found = OptionalInt.of(place(position));
        }
        return found.isPresent() ? ring[found.getAsInt()] : null;
    }

    private int place(long position) {
        return (int) (position % ring.length);
    }
}
