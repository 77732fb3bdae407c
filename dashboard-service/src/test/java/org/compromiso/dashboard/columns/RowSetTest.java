package org.compromiso.dashboard.columns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of rows do what sets do, at the ends of words too. */
class RowSetTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 127, 128, 1000})
    void every_operation_is_that_of_a_plain_set(int size) {
        var random = new Random(size);
        for (int round = 0; round < 50; round++) {
            var plain = new BitSet();
            plain.set(0, size);
            var rows = RowSet.first(size);
            assertSame(plain, rows);

            // One of the code, kept for more rows or fewer than are looked at
            var other = new RowSet(0);
            var plainOther = new BitSet();
            for (int i = random.nextInt(200); i > 0; i--) {
                var row = random.nextInt(size + 100);
                other.add(row);
                plainOther.set(row);
                var gone = random.nextInt(size + 100);
                other.remove(gone);
                plainOther.clear(gone);
            }
            assertSame(plainOther, other);
            var values = random.ints(size, 0, 10).toArray();
            var meant = new boolean[10];
            meant[3] = true;
            meant[random.nextInt(10)] = true;

            switch (random.nextInt(6)) {
                case 0 -> {
                    rows.retain(other);
                    plain.and(plainOther);
                }
                case 1 -> {
                    rows.remove(other);
                    plain.andNot(plainOther);
                }
                case 2 -> {
                    // There is room for whole words.
                    rows = new RowSet(size).add(other).retain(RowSet.first(size));
                    plain.and(plainOther);
                }
                case 3 -> {
                    rows.retain(RowSet.less(values, size, 5));
                    IntStream.range(0, size).filter(row -> values[row] >= 5).forEach(plain::clear);
                }
                case 4 -> {
                    rows.retainMeant(values, meant);
                    IntStream.range(0, size).filter(row -> !meant[values[row]]).forEach(plain::clear);
                }
                default -> {
                    var longs = IntStream.of(values).asLongStream().toArray();
                    rows.retainAnyOf(longs, new long[] {2, 7});
                    IntStream.range(0, size)
                            .filter(row -> values[row] != 2 && values[row] != 7)
                            .forEach(plain::clear);
                }
            }

            assertSame(plain, rows);
            assertSame(plain, rows.copy());
            assertArrayEquals(plain.stream().toArray(), rows.toArray());
        }
    }

    private static void assertSame(BitSet plain, RowSet rows) {
        assertEquals(plain.stream().boxed().toList(), listed(rows));
        assertEquals(plain.cardinality(), rows.count());
        for (int row = 0; row < plain.length() + 70; row++) {
            assertEquals(plain.get(row), rows.contains(row));
        }
    }

    private static List<Integer> listed(RowSet rows) {
        var all = new ArrayList<Integer>();
        rows.forEach(all::add);
        return all;
    }
}
