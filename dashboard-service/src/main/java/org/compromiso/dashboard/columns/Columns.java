package org.compromiso.dashboard.columns;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.compromiso.dashboard.facets.Locality;
import org.compromiso.dashboard.pledges.WantedPledges;

/**
 * What is counted of every public pledge, a row each, in arrays; days are days since 1970. One thread writes, many read:
 * a reading sees the rows as of one change number, whole.
 */
public final class Columns {

    private static final AtomicLong LOADS = new AtomicLong();
    private static final int NONE = -1;

    private final long load = LOADS.incrementAndGet();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<Dimension, CodeColumn> codes = new EnumMap<>(Dimension.class);
    private final Map<Locality, Locality> places = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Long2IntOpenHashMap rowOf = new Long2IntOpenHashMap();
    private long[] references = new long[0];
    private long[] joins = new long[0];
    private final DayColumn registeredOn = new DayColumn();
    private final DayColumn endsOn = new DayColumn();
    private final DayColumn firstEndsOn = new DayColumn();
    private final DayColumn reportedOn = new DayColumn();
    private int[] headlineOn = new int[0];
    private int[] participations = new int[0];
    private int[] timesMoved = new int[0];
    private boolean[] unverified = new boolean[0];
    private Locality[] localities = new Locality[0];
    private Contribution[][] financial = new Contribution[0][];
    private int size;
    private volatile long changeNumber;

    /**
     * A promised sum.
     *
     * @param amount exact
     * @param recipient null if not said
     */
    public record Contribution(BigDecimal amount, String currency, String recipient) {}

    /** Empty columns, as of a change number. */
    Columns(long changeNumber) {
        this.changeNumber = changeNumber;
        rowOf.defaultReturnValue(NONE);
        for (var dimension : Dimension.values()) {
            codes.put(dimension, new CodeColumn(dimension));
        }
    }

    /** Which load of this process they are of; another one may count changes anew. */
    long load() {
        return load;
    }

    /** The last change that the rows know. */
    long changeNumber() {
        return changeNumber;
    }

    /** Adds rows before anyone reads. */
    void load(Collection<CountedPledge> pledges) {
        pledges.forEach(this::put);
    }

    /**
     * Brings the rows to a change number.
     *
     * @param newest states of what changed
     * @param gone references of what changed and has no state any more
     */
    void apply(long number, Collection<CountedPledge> newest, Collection<String> gone) {
        lock.writeLock().lock();
        try {
            newest.forEach(this::put);
            gone.forEach(this::remove);
            changeNumber = number;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Reads while nobody writes; what it returns must not hold on to the columns. */
    public <T> T read(Function<Columns, T> reading) {
        lock.readLock().lock();
        try {
            return reading.apply(this);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The rows that are meant, as of a day; for use within {@link #read}. */
    public Scan scan(WantedPledges wanted, LocalDate asOf) {
        return new Scan(this, wanted, asOf);
    }

    CodeColumn codes(Dimension dimension) {
        return codes.get(dimension);
    }

    int size() {
        return size;
    }

    long[] joins() {
        return joins;
    }

    DayColumn registeredOn() {
        return registeredOn;
    }

    DayColumn endsOn() {
        return endsOn;
    }

    DayColumn firstEndsOn() {
        return firstEndsOn;
    }

    /** The day of the last report, or never. */
    DayColumn reportedOn() {
        return reportedOn;
    }

    /** The code of a dimension of which a row has one at most; null for none. */
    public String code(Dimension dimension, int row) {
        var column = codes.get(dimension);
        var numbers = column.codes(row);
        return numbers.length == 0 ? null : column.code(numbers[0]);
    }

    /** The codes of a dimension that a row has, each once. */
    public List<String> codes(Dimension dimension, int row) {
        var column = codes.get(dimension);
        return Arrays.stream(column.codes(row)).mapToObj(column::code).toList();
    }

    public LocalDate registeredOn(int row) {
        return LocalDate.ofEpochDay(registeredOn.get(row));
    }

    public LocalDate endsOn(int row) {
        return LocalDate.ofEpochDay(endsOn.get(row));
    }

    /** The day since when the headline is what it is. */
    public LocalDate headlineOn(int row) {
        return LocalDate.ofEpochDay(headlineOn[row]);
    }

    int[] participations() {
        return participations;
    }

    public int participations(int row) {
        return participations[row];
    }

    public int timesMoved(int row) {
        return timesMoved[row];
    }

    public boolean unverified(int row) {
        return unverified[row];
    }

    /** Null if it has none. */
    public Locality locality(int row) {
        return localities[row];
    }

    public List<Contribution> financial(int row) {
        return financial[row] == null ? List.of() : List.of(financial[row]);
    }

    private void put(CountedPledge pledge) {
        var reference = packed(pledge.reference());
        var row = rowOf.get(reference);
        if (row == NONE) {
            row = size++;
            grow();
            rowOf.put(reference, row);
        }
        references[row] = reference;
        joins[row] = pledge.joins() == null ? 0 : packed(pledge.joins());
        registeredOn.put(row, pledge.registeredOn());
        endsOn.put(row, pledge.endsOn());
        firstEndsOn.put(row, pledge.firstEndsOn());
        var reported = pledge.compliance().selfReported();
        reportedOn.put(row, reported == null ? null : reported.receivedOn());
        headlineOn[row] = day(pledge.headlineOn());
        participations[row] = pledge.participations();
        timesMoved[row] = pledge.timesMoved();
        unverified[row] = pledge.compliance().unverified();
        localities[row] = pledge.locality() == null ? null : places.computeIfAbsent(pledge.locality(), p -> p);
        financial[row] = contributions(pledge.financial());
        for (var column : codes.values()) {
            column.put(row, pledge);
        }
    }

    /** The last row takes its place. */
    private void remove(String gone) {
        var row = rowOf.remove(packed(gone));
        if (row == NONE) {
            return;
        }
        var last = --size;
        if (row != last) {
            rowOf.put(references[last], row);
            references[row] = references[last];
            joins[row] = joins[last];
            headlineOn[row] = headlineOn[last];
            participations[row] = participations[last];
            timesMoved[row] = timesMoved[last];
            unverified[row] = unverified[last];
            localities[row] = localities[last];
            financial[row] = financial[last];
            days().forEach(column -> column.move(last, row));
            codes.values().forEach(column -> column.move(last, row));
        }
        localities[last] = null;
        financial[last] = null;
    }

    private void grow() {
        if (size <= references.length) {
            return;
        }
        var capacity = Math.max(1024, size + size / 2);
        references = Arrays.copyOf(references, capacity);
        joins = Arrays.copyOf(joins, capacity);
        headlineOn = Arrays.copyOf(headlineOn, capacity);
        participations = Arrays.copyOf(participations, capacity);
        timesMoved = Arrays.copyOf(timesMoved, capacity);
        unverified = Arrays.copyOf(unverified, capacity);
        localities = Arrays.copyOf(localities, capacity);
        financial = Arrays.copyOf(financial, capacity);
        days().forEach(column -> column.grow(capacity));
        codes.values().forEach(column -> column.grow(capacity));
    }

    private List<DayColumn> days() {
        return List.of(registeredOn, endsOn, firstEndsOn, reportedOn);
    }

    private Contribution[] contributions(List<CountedPledge.Contribution> promised) {
        return promised.isEmpty()
                ? null
                : promised.stream()
                        .map(each -> new Contribution(each.amount(), once(each.currency()), once(each.recipient())))
                        .toArray(Contribution[]::new);
    }

    private String once(String text) {
        return text == null ? null : texts.computeIfAbsent(text, t -> t);
    }

    private static int day(LocalDate day) {
        return Math.toIntExact(day.toEpochDay());
    }

    /**
     * A reference in one long, none 0: the year, how many digits its number has, and the number. Two references never
     * share one ({@code P-2026-000123} and {@code P-2026-0000123} are different).
     */
    static long packed(String reference) {
        var year = Long.parseLong(reference, 2, 6, 10);
        var digits = reference.length() - 7;
        return (year << 44 | (long) digits << 40) + Long.parseLong(reference, 7, reference.length(), 10);
    }
}
