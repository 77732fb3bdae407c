package org.compromiso.dashboard.columns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Which rows are before a day is right whatever was asked and written since it was found out. */
class DayColumnTest {

    private static final int ROWS = 150;
    private static final LocalDate DAY = LocalDate.of(2027, 1, 1);

    @Property
    void rows_before_a_day_are_those_of_a_plain_list(
            @ForAll @Size(max = 60) List<@IntRange(max = 99_999) Integer> steps) {
        var column = new DayColumn();
        column.grow(ROWS);
        var plain = new ArrayList<LocalDate>();
        for (var step : steps) {
            var day = step % 10 == 9 ? null : DAY.plusDays(step % 10);
            var row = plain.isEmpty() ? 0 : step / 10 % plain.size();
            switch (step / 1_000 % 4) {
                case 0 -> {
                    column.put(plain.size(), day);
                    plain.add(day);
                }
                case 1 -> {
                    if (!plain.isEmpty()) {
                        column.put(row, day);
                        plain.set(row, day);
                    }
                }
                case 2 -> {
                    // As a row goes: the last one takes its place.
                    if (!plain.isEmpty()) {
                        var last = plain.size() - 1;
                        column.move(last, row);
                        plain.set(row, plain.get(last));
                        plain.remove(last);
                    }
                }
                default -> {
                    // Only asked, as after every step, but for another day.
                }
            }
            var asked = DAY.plusDays(step / 10_000);
            var found =
                    RowSet.first(plain.size()).retain(column.before(plain.size(), Math.toIntExact(asked.toEpochDay())));
            assertArrayEquals(
                    IntStream.range(0, plain.size())
                            .filter(i -> plain.get(i) == null || plain.get(i).isBefore(asked))
                            .toArray(),
                    found.toArray());
        }
    }
}
