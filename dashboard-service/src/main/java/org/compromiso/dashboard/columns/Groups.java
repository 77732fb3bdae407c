package org.compromiso.dashboard.columns;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
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
    static final int MOST = 100_000;

    private final List<Dimension> by;
    private final List<CodeColumn.Order> orders;
    private final long[] keys;
    private final long[] pledges;
    private final long[] participations;
    private final long allPledges;
    private final long allParticipations;

    /** A group: its codes in the order of the dimensions, and its counts. */
    public interface Reader {
        void group(String[] codes, long pledges, long participations);
    }

    private Groups(List<Dimension> by, List<CodeColumn.Order> orders, Counter counter) {
        this.by = by;
        this.orders = orders;
        // A key is the places of its codes, so the order of keys is that of the answer.
        this.keys = counter.slots.keySet().toLongArray();
        Arrays.sort(keys);
        this.pledges = new long[keys.length];
        this.participations = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            var slot = counter.slots.get(keys[i]);
            pledges[i] = counter.pledges[slot];
            participations[i] = counter.participations[slot];
        }
        this.allPledges = counter.allPledges;
        this.allParticipations = counter.allParticipations;
    }

    /** Counts the rows of a scan. Throws 400 if there are more than {@value #MOST} groups. */
    public static Groups of(Columns columns, Scan scan, List<Dimension> by) {
        var counter = new Counter(columns, by);
        scan.forEach(counter::count);
        return new Groups(
                by, by.stream().map(columns::codes).map(CodeColumn::order).toList(), counter);
    }

    /** Each once, whatever groups it is in. */
    public long pledges() {
        return allPledges;
    }

    public long participations() {
        return allParticipations;
    }

    public void forEach(Reader reader) {
        var codes = new String[by.size()];
        for (int i = 0; i < keys.length; i++) {
            decode(keys[i], codes);
            reader.group(codes, pledges[i], participations[i]);
        }
    }

    private void decode(long key, String[] codes) {
        var rest = key;
        for (int d = codes.length - 1; d >= 0; d--) {
            var known = orders.get(d).codes();
            codes[d] = known.get((int) (rest % known.size()));
            rest /= known.size();
        }
    }

    @Override
    public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartArray();
        var codes = new String[by.size()];
        for (int i = 0; i < keys.length; i++) {
            decode(keys[i], codes);
            json.writeStartObject();
            for (int d = 0; d < codes.length; d++) {
                json.writeFieldName(by.get(d).label());
                if (by.get(d).isNumber()) {
                    json.writeNumber(Integer.parseInt(codes[d]));
                } else {
                    json.writeString(codes[d]);
                }
            }
            json.writeNumberField("pledges", pledges[i]);
            json.writeNumberField("participations", participations[i]);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void serializeWithType(JsonGenerator json, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(json, provider);
    }

    /** Adds rows up. */
    private static final class Counter {

        private final Columns columns;
        private final CodeColumn[] by;
        private final int[][] places;
        private final int[] sizes;
        private final Long2IntOpenHashMap slots = new Long2IntOpenHashMap();
        private long[] pledges = new long[64];
        private long[] participations = new long[64];
        private long allPledges;
        private long allParticipations;

        Counter(Columns columns, List<Dimension> by) {
            this.columns = columns;
            this.by = by.stream().map(columns::codes).toArray(CodeColumn[]::new);
            this.places = Arrays.stream(this.by)
                    .map(column -> column.order().places())
                    .toArray(int[][]::new);
            this.sizes = Arrays.stream(places).mapToInt(each -> each.length).toArray();
            // All lists of the reference data together make less than 2^45; throws if there were codes past all sense.
            Arrays.stream(sizes).asLongStream().reduce(1, Math::multiplyExact);
            slots.defaultReturnValue(-1);
        }

        void count(int row) {
            allPledges++;
            allParticipations += columns.participations(row);
            if (by.length > 0) {
                count(row, 0, 0);
            }
        }

        private void count(int row, int depth, long key) {
            if (depth == by.length) {
                add(key, columns.participations(row));
                return;
            }
            for (var code : by[depth].codes(row)) {
                count(row, depth + 1, key * sizes[depth] + places[depth][code]);
            }
        }

        private void add(long key, int entities) {
            var slot = slots.get(key);
            if (slot < 0) {
                slot = slots.size();
                if (slot == MOST) {
                    throw Problem.unreadable(List.of(Finding.at("?groupBy", "too-many-groups", Map.of("max", MOST))));
                }
                slots.put(key, slot);
                if (slot == pledges.length) {
                    pledges = Arrays.copyOf(pledges, slot * 2);
                    participations = Arrays.copyOf(participations, slot * 2);
                }
            }
            pledges[slot]++;
            participations[slot] += entities;
        }
    }
}
