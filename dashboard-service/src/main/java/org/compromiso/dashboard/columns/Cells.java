package org.compromiso.dashboard.columns;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;

/** Counts of pledges and participations in numbered cells. */
abstract class Cells {

    /** No cell at all. */
    static final Counted NONE = new Counted(new long[0], new long[0], new long[0]);

    /** With so many cells at most there is a count for each, in an array; with more, for those that occur. */
    static final int FEW = 1 << 16;

    /**
     * Cells that occur.
     *
     * @param cells their numbers, in their order
     * @param pledges of each
     * @param participations of each
     */
    record Counted(long[] cells, long[] pledges, long[] participations) {}

    /** How many combinations there are of so many each; {@link Long#MAX_VALUE} for more than there are numbers. */
    static long number(int[] codes) {
        var number = 1L;
        for (var each : codes) {
            if (each > 0 && number > Long.MAX_VALUE / each) {
                return Long.MAX_VALUE;
            }
            number *= each;
        }
        return number;
    }

    /** As many as there are combinations of so many codes each. */
    static Cells of(int[] codes) {
        // All lists of the reference data together make less than 2^45.
        var cells = number(codes);
        if (cells == Long.MAX_VALUE) {
            throw new ArithmeticException("More combinations than there are numbers");
        }
        return cells <= FEW ? new OfAll((int) cells) : new OfSome();
    }

    abstract void add(long cell, long pledges, long participations);

    abstract Counted counted();

    private static final class OfAll extends Cells {

        /** Pledges and participations of a cell side by side. */
        private final long[] counts;

        OfAll(int cells) {
            counts = new long[2 * cells];
        }

        @Override
        void add(long cell, long pledges, long participations) {
            var at = 2 * (int) cell;
            counts[at] += pledges;
            counts[at + 1] += participations;
        }

        @Override
        Counted counted() {
            var occurring = 0;
            for (int at = 0; at < counts.length; at += 2) {
                occurring += counts[at] > 0 ? 1 : 0;
            }
            var counted = new Counted(new long[occurring], new long[occurring], new long[occurring]);
            var i = 0;
            for (int at = 0; at < counts.length; at += 2) {
                if (counts[at] > 0) {
                    counted.cells()[i] = at / 2;
                    counted.pledges()[i] = counts[at];
                    counted.participations()[i] = counts[at + 1];
                    i++;
                }
            }
            return counted;
        }
    }

    private static final class OfSome extends Cells {

        private final Long2IntOpenHashMap slots = new Long2IntOpenHashMap();
        private long[] pledgesIn = new long[64];
        private long[] participationsIn = new long[64];

        OfSome() {
            slots.defaultReturnValue(-1);
        }

        @Override
        void add(long cell, long pledges, long participations) {
            var slot = slots.get(cell);
            if (slot < 0) {
                slot = slots.size();
                Groups.refuseMoreThanMost(slot + 1);
                slots.put(cell, slot);
                if (slot == pledgesIn.length) {
                    pledgesIn = Arrays.copyOf(pledgesIn, slot * 2);
                    participationsIn = Arrays.copyOf(participationsIn, slot * 2);
                }
            }
            pledgesIn[slot] += pledges;
            participationsIn[slot] += participations;
        }

        @Override
        Counted counted() {
            var cells = slots.keySet().toLongArray();
            Arrays.sort(cells);
            var slotOf = Arrays.stream(cells).mapToInt(slots::get).toArray();
            return new Counted(
                    cells,
                    Arrays.stream(slotOf).mapToLong(slot -> pledgesIn[slot]).toArray(),
                    Arrays.stream(slotOf)
                            .mapToLong(slot -> participationsIn[slot])
                            .toArray());
        }
    }
}
