package org.compromiso.dashboard.columns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.TreeMap;
import org.compromiso.platform.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 300, 257, 40_000})
    void few_cells_and_many_are_counted_alike(int codes) {
        var random = new Random(codes);
        var sizes = new int[] {codes, 256};
        var cells = Cells.of(sizes);
        var naive = new TreeMap<Long, long[]>();

        for (int i = 0; i < 5_000; i++) {
            var cell = (long) random.nextInt(codes) * 256 + random.nextInt(4);
            cells.add(cell, 1 + i % 3, 5);
            var counts = naive.computeIfAbsent(cell, c -> new long[2]);
            counts[0] += 1 + i % 3;
            counts[1] += 5;
        }

        var counted = cells.counted();
        assertArrayEquals(
                naive.keySet().stream().mapToLong(c -> c).toArray(), counted.cells(), "in the order of their numbers");
        assertArrayEquals(naive.values().stream().mapToLong(c -> c[0]).toArray(), counted.pledges());
        assertArrayEquals(naive.values().stream().mapToLong(c -> c[1]).toArray(), counted.participations());
    }

    @Test
    void more_groups_than_anyone_reads_are_refused() {
        var cells = Cells.of(new int[] {1_000, 1_000});
        for (int i = 0; i < Groups.MOST; i++) {
            cells.add(i, 1, 1);
        }

        var refused = assertThrows(Problem.class, () -> cells.add(Groups.MOST, 1, 1));

        assertEquals(400, refused.status());
    }

    @Test
    void more_combinations_than_there_are_numbers_are_not_counted_wrongly() {
        var tooMany = new int[] {1 << 30, 1 << 30, 1 << 30};

        assertEquals(Long.MAX_VALUE, Cells.number(tooMany));
        assertThrows(ArithmeticException.class, () -> Cells.of(tooMany));
    }
}
