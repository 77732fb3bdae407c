package org.compromiso.dashboard.columns;

import com.fasterxml.jackson.core.io.SerializedString;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.objects.Object2IntOpenCustomHashMap;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.compromiso.platform.codes.CodeLists;

/**
 * One dimension of every row. A row's codes are a set, whether there can be several or not; equal sets are kept once,
 * and the row holds the number of its set. For most dimensions the rows of every code are kept as well, a bit a row
 * ({@link RowSet}), so that a filter joins as many sets of rows as it has codes; for others a filter looks at every
 * distinct set of codes once and then at one int a row.
 */
final class CodeColumn {

    private final Dimension dimension;
    private final List<String> codes = new ArrayList<>();
    private final Object2IntOpenHashMap<String> numbers = new Object2IntOpenHashMap<>();
    private final Object2IntOpenCustomHashMap<int[]> setNumbers =
            new Object2IntOpenCustomHashMap<>(IntArrays.HASH_STRATEGY);
    private int[][] sets = new int[16][];
    private int[] setOfRow = new int[0];
    /** By the number of a code; of dimensions that are indexed. */
    private final List<RowSet> rowsOfCode = new ArrayList<>();

    private volatile Order order;

    /**
     * The codes in the order of answers.
     *
     * @param codes those that occur or have occurred
     * @param written the same as they are written
     * @param places of each code, by its number
     */
    record Order(List<String> codes, List<SerializedString> written, int[] places) {}

    CodeColumn(Dimension dimension) {
        this.dimension = dimension;
        numbers.defaultReturnValue(-1);
        setNumbers.defaultReturnValue(-1);
    }

    void grow(int capacity) {
        setOfRow = Arrays.copyOf(setOfRow, capacity);
    }

    void put(int row, CountedPledge pledge) {
        assign(row, setNumber(dimension.codesOf(pledge)));
    }

    void move(int from, int to) {
        assign(to, setOfRow[from]);
    }

    /** A row that was never assigned has no bits that could be left behind; one that is free again may have. */
    private void assign(int row, int set) {
        if (dimension.isIndexed()) {
            for (var code : sets[setOfRow[row]]) {
                rowsOfCode.get(code).remove(row);
            }
            for (var code : sets[set]) {
                rowsOfCode.get(code).add(row);
            }
        }
        setOfRow[row] = set;
    }

    /** By row. */
    int[] setOfRow() {
        return setOfRow;
    }

    int setCount() {
        return setNumbers.size();
    }

    /** Numbers of the codes of a set, each once. */
    int[] codesOfSet(int set) {
        return sets[set];
    }

    /** Numbers of the codes of a row, each once. */
    int[] codes(int row) {
        return sets[setOfRow[row]];
    }

    String code(int number) {
        return codes.get(number);
    }

    /** Leaves those of the rows of which a code is meant. */
    void narrow(RowSet rows, int size, Predicate<String> meant) {
        if (dimension.isIndexed()) {
            rows.retain(rowsWith(size, meant));
        } else {
            rows.retainMeant(setOfRow, setsWithAny(meant));
        }
    }

    /** The first rows of which a code is meant; for dimensions that are indexed. */
    RowSet rowsWith(int size, Predicate<String> meant) {
        var found = new RowSet(size);
        for (int i = 0; i < codes.size(); i++) {
            if (meant.test(codes.get(i))) {
                found.add(rowsOfCode.get(i));
            }
        }
        return found;
    }

    /** By number of a set: whether one of its codes is meant. */
    private boolean[] setsWithAny(Predicate<String> meant) {
        var codeMeant = new boolean[codes.size()];
        for (int i = 0; i < codeMeant.length; i++) {
            codeMeant[i] = meant.test(codes.get(i));
        }
        var found = new boolean[setNumbers.size()];
        for (int i = 0; i < found.length; i++) {
            for (var code : sets[i]) {
                found[i] |= codeMeant[code];
            }
        }
        return found;
    }

    /** As the reference data lists the codes; what it doesn't know comes last. */
    Order order() {
        var known = order;
        if (known == null || known.places().length != codes.size()) {
            known = sorted();
            order = known;
        }
        return known;
    }

    private Order sorted() {
        var byAnswer = codes.stream().sorted(comparator()).toList();
        var places = new int[codes.size()];
        for (int i = 0; i < places.length; i++) {
            places[numbers.getInt(byAnswer.get(i))] = i;
        }
        return new Order(byAnswer, byAnswer.stream().map(SerializedString::new).toList(), places);
    }

    private Comparator<String> comparator() {
        if (dimension.isNumber()) {
            return Comparator.comparing(Integer::valueOf);
        }
        if (dimension.list() == null) {
            return Comparator.naturalOrder();
        }
        var listed = CodeLists.list(dimension.list()).items().stream()
                .map(item -> item.code())
                .toList();
        return Comparator.<String>comparingInt(code -> listed.contains(code) ? listed.indexOf(code) : listed.size())
                .thenComparing(Comparator.naturalOrder());
    }

    private int setNumber(Collection<String> of) {
        var set = of.size() == 1
                ? new int[] {number(of.iterator().next())}
                : of.stream().distinct().mapToInt(this::number).sorted().toArray();
        var number = setNumbers.getInt(set);
        if (number < 0) {
            number = setNumbers.size();
            if (number == sets.length) {
                sets = Arrays.copyOf(sets, number * 2);
            }
            sets[number] = set;
            setNumbers.put(set, number);
        }
        return number;
    }

    private int number(String code) {
        var number = numbers.getInt(code);
        if (number < 0) {
            number = codes.size();
            codes.add(code);
            numbers.put(code, number);
            if (dimension.isIndexed()) {
                rowsOfCode.add(new RowSet(0));
            }
        }
        return number;
    }
}
