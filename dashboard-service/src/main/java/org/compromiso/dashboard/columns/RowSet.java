package org.compromiso.dashboard.columns;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Some of the rows, a bit each. Sets are joined and cut 64 rows at a time, and without a branch to guess. */
final class RowSet {

    private static final int WORD = Long.SIZE;

    private long[] words;

    private RowSet(long[] words) {
        this.words = words;
    }

    /** None, with room for so many. */
    RowSet(int size) {
        this(new long[(size + WORD - 1) / WORD]);
    }

    /** The first so many. */
    static RowSet first(int size) {
        var all = new RowSet(size);
        Arrays.fill(all.words, -1);
        if (size % WORD != 0) {
            all.words[all.words.length - 1] = (1L << size) - 1;
        }
        return all;
    }

    RowSet copy() {
        return new RowSet(words.clone());
    }

    void add(int row) {
        var word = row / WORD;
        if (word >= words.length) {
            words = Arrays.copyOf(words, word + word / 2 + 1);
        }
        words[word] |= 1L << row;
    }

    void remove(int row) {
        if (row / WORD < words.length) {
            words[row / WORD] &= ~(1L << row);
        }
    }

    boolean contains(int row) {
        return row / WORD < words.length && (words[row / WORD] & 1L << row) != 0;
    }

    int count() {
        var count = 0;
        for (var word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** Adds the other's rows, as far as there is room. */
    RowSet add(RowSet other) {
        var length = Math.min(words.length, other.words.length);
        for (int i = 0; i < length; i++) {
            words[i] |= other.words[i];
        }
        return this;
    }

    RowSet retain(RowSet other) {
        var length = Math.min(words.length, other.words.length);
        for (int i = 0; i < length; i++) {
            words[i] &= other.words[i];
        }
        Arrays.fill(words, length, words.length, 0);
        return this;
    }

    RowSet remove(RowSet other) {
        var length = Math.min(words.length, other.words.length);
        for (int i = 0; i < length; i++) {
            words[i] &= ~other.words[i];
        }
        return this;
    }

    /** The first so many rows whose value is less. */
    static RowSet less(int[] values, int size, int than) {
        var found = new RowSet(size);
        for (int row = 0; row < size; row++) {
            found.words[row / WORD] |= (values[row] < than ? 1L : 0L) << row;
        }
        return found;
    }

    /** Leaves rows whose value is the number of something meant. */
    RowSet retainMeant(int[] values, boolean[] meant) {
        for (int i = 0; i < words.length; i++) {
            var kept = 0L;
            for (var left = words[i]; left != 0; left &= left - 1) {
                var bit = Long.numberOfTrailingZeros(left);
                kept |= (meant[values[i * WORD + bit]] ? 1L : 0L) << bit;
            }
            words[i] = kept;
        }
        return this;
    }

    /** Leaves rows whose value is one of a few. */
    RowSet retainAnyOf(long[] values, long[] few) {
        for (int i = 0; i < words.length; i++) {
            for (var left = words[i]; left != 0; left &= left - 1) {
                if (!isAnyOf(values[i * WORD + Long.numberOfTrailingZeros(left)], few)) {
                    words[i] ^= Long.lowestOneBit(left);
                }
            }
        }
        return this;
    }

    private static boolean isAnyOf(long value, long[] few) {
        for (var each : few) {
            if (each == value) {
                return true;
            }
        }
        return false;
    }

    /** The first one from a row on; -1 if there is none. */
    int next(int from) {
        var i = from / WORD;
        if (i >= words.length) {
            return -1;
        }
        var left = words[i] & -1L << from;
        while (left == 0) {
            if (++i == words.length) {
                return -1;
            }
            left = words[i];
        }
        return i * WORD + Long.numberOfTrailingZeros(left);
    }

    /** Their numbers, in their order. */
    int[] toArray() {
        var rows = new int[count()];
        var next = 0;
        for (int i = 0; i < words.length; i++) {
            for (var left = words[i]; left != 0; left &= left - 1) {
                rows[next++] = i * WORD + Long.numberOfTrailingZeros(left);
            }
        }
        return rows;
    }

    /** In their order. */
    void forEach(IntConsumer each) {
        for (int row = next(0); row >= 0; row = next(row + 1)) {
            each.accept(row);
        }
    }
}
