package org.compromiso.dashboard.columns;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;

/**
 * Counts per combination of codes, those that occur, in the order of the reference data. A pledge counts once in every
 * group it is in; a joint pledge once in {@code pledges}, with every entity in {@code participations}.
 */
public final class Groups extends JsonSerializable.Base {

    /** An answer with more is of no use to a reader: narrower filters or fewer dimensions are. */
    static final int MOST = 10_000;

    private static final SerializedString PLEDGES = new SerializedString("pledges");
    private static final SerializedString PARTICIPATIONS = new SerializedString("participations");

    private final List<Dimension> by;
    private final List<CodeColumn.Order> orders;
    private final Cells.Counted counted;
    private final long pledges;
    private final long participations;

    /** A group: its codes in the order of the dimensions, and its counts. */
    public interface Reader {
        void group(String[] codes, long pledges, long participations);
    }

    private Groups(Columns columns, RowSet rows, List<Dimension> by) {
        this.by = by;
        var grouped = by.stream().map(columns::codes).toList();
        this.orders = grouped.stream().map(CodeColumn::order).toList();
        var found = rows.toArray();
        var entities = columns.participations();
        this.pledges = found.length;
        this.participations =
                Arrays.stream(found).mapToLong(row -> entities[row]).sum();
        this.counted = by.isEmpty() ? Cells.NONE : count(found, entities, grouped, orders);
    }

    private static long sum(int[] rows, int[] values) {
        var sum = 0L;
        for (var row : rows) {
            sum += values[row];
        }
        return sum;
    }

    /** Counts the rows of a scan. Throws 400 if there are more than {@value #MOST} groups. */
    public static Groups of(Columns columns, Scan scan, List<Dimension> by) {
        return new Groups(columns, scan.rows(), by);
    }

    /**
     * Rows with the same sets of codes are in the same groups: they are counted together first, unless there are more
     * combinations of sets than rows.
     */
    private static Cells.Counted count(
            int[] rows, int[] entities, List<CodeColumn> grouped, List<CodeColumn.Order> orders) {
        var dimensions = grouped.size();
        var setOfRow = grouped.stream().map(CodeColumn::setOfRow).toArray(int[][]::new);
        var setCounts = grouped.stream().mapToInt(CodeColumn::setCount).toArray();
        var counter = new Counter(grouped, orders);
        var sets = new int[dimensions];
        if (Cells.number(setCounts) > Math.min(rows.length, Cells.FEW)) {
            for (var row : rows) {
                for (int d = 0; d < dimensions; d++) {
                    sets[d] = setOfRow[d][row];
                }
                counter.add(sets, 1, entities[row]);
            }
        } else {
            // One dimension after the other: a loop over one array each.
            var cells = new int[rows.length];
            for (int d = 0; d < dimensions; d++) {
                var column = setOfRow[d];
                var size = setCounts[d];
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = cells[i] * size + column[rows[i]];
                }
            }
            var together = Cells.of(setCounts);
            for (int i = 0; i < cells.length; i++) {
                together.add(cells[i], 1, entities[rows[i]]);
            }
            var counted = together.counted();
            for (int i = 0; i < counted.cells().length; i++) {
                split(counted.cells()[i], setCounts, sets);
                counter.add(sets, counted.pledges()[i], counted.participations()[i]);
            }
        }
        var groups = counter.cells.counted();
        refuseMoreThanMost(groups.cells().length);
        return groups;
    }

    /** The numbers that a cell's number was made of, of so many each. */
    private static void split(long cell, int[] sizes, int[] numbers) {
        var rest = cell;
        for (int d = numbers.length - 1; d >= 0; d--) {
            numbers[d] = (int) (rest % sizes[d]);
            rest /= sizes[d];
        }
    }

    /**
     * Counts in the cells of codes. The number of a cell is made of the places of its codes, so the order of cells is
     * that of the answer.
     */
    private static final class Counter {

        private final CodeColumn[] grouped;
        private final int[][] places;
        private final int[] sizes;
        private final Cells cells;
        private long[] in = new long[64];

        Counter(List<CodeColumn> grouped, List<CodeColumn.Order> orders) {
            this.grouped = grouped.toArray(CodeColumn[]::new);
            this.places = orders.stream().map(CodeColumn.Order::places).toArray(int[][]::new);
            this.sizes = sizes(orders);
            this.cells = Cells.of(sizes);
        }

        /** Pledges with these sets of codes are in as many cells as there are combinations of their codes. */
        void add(int[] sets, long pledges, long participations) {
            var many = 1;
            in[0] = 0;
            for (int d = 0; d < sets.length; d++) {
                var codes = grouped[d].codesOfSet(sets[d]);
                if (many * codes.length > in.length) {
                    var all = combinations(sets);
                    if (all == 0) {
                        return;
                    }
                    refuseMoreThanMost(all);
                    in = Arrays.copyOf(in, 2 * many * codes.length);
                }
                combine(in, many, codes, places[d], sizes[d]);
                many *= codes.length;
            }
            for (int i = 0; i < many; i++) {
                cells.add(in[i], pledges, participations);
            }
        }

        /** Each is a group of its own; none if a dimension has no code. */
        private long combinations(int[] sets) {
            var all = 1L;
            for (int d = 0; d < sets.length; d++) {
                all *= grouped[d].codesOfSet(sets[d]).length;
            }
            return all;
        }

        /** Puts every code behind each of the first so many; from the end on: none is overwritten before it is read. */
        private static void combine(long[] in, int many, int[] codes, int[] places, int size) {
            for (int i = many - 1; i >= 0; i--) {
                var before = in[i] * size;
                for (int k = codes.length - 1; k >= 0; k--) {
                    in[i * codes.length + k] = before + places[codes[k]];
                }
            }
        }
    }

    private static int[] sizes(List<CodeColumn.Order> orders) {
        return orders.stream().mapToInt(order -> order.codes().size()).toArray();
    }

    /** Each once, whatever groups it is in. */
    public long pledges() {
        return pledges;
    }

    public long participations() {
        return participations;
    }

    public void forEach(Reader reader) {
        var sizes = sizes(orders);
        var places = new int[by.size()];
        var codes = new String[by.size()];
        for (int i = 0; i < counted.cells().length; i++) {
            split(counted.cells()[i], sizes, places);
            for (int d = 0; d < codes.length; d++) {
                codes[d] = orders.get(d).codes().get(places[d]);
            }
            reader.group(codes, counted.pledges()[i], counted.participations()[i]);
        }
    }

    @Override
    public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
        var labels = by.stream()
                .map(dimension -> new SerializedString(dimension.label()))
                .toArray(SerializedString[]::new);
        var sizes = sizes(orders);
        json.writeStartArray();
        var places = new int[labels.length];
        for (int i = 0; i < counted.cells().length; i++) {
            split(counted.cells()[i], sizes, places);
            json.writeStartObject();
            for (int d = 0; d < places.length; d++) {
                json.writeFieldName(labels[d]);
                var code = orders.get(d).written().get(places[d]);
                if (by.get(d).isNumber()) {
                    json.writeNumber(Integer.parseInt(code.getValue()));
                } else {
                    json.writeString(code);
                }
            }
            json.writeFieldName(PLEDGES);
            json.writeNumber(counted.pledges()[i]);
            json.writeFieldName(PARTICIPATIONS);
            json.writeNumber(counted.participations()[i]);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void serializeWithType(JsonGenerator json, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(json, provider);
    }

    /** Refuses what is too much to read. */
    static void refuseMoreThanMost(long groups) {
        if (groups > MOST) {
            throw Problem.unreadable(List.of(Finding.at("?groupBy", "too-many-groups", Map.of("max", MOST))));
        }
    }
}
