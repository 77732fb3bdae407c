package org.compromiso.dashboard.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Five interleaved rounds after those that are thrown away; medians with min and max. */
public final class Rounds {

    private static final int COUNTED = 5;

    private final int warmUp;
    private final Map<String, DoubleSupplier> contenders = new LinkedHashMap<>();
    private final Map<String, List<Double>> results = new LinkedHashMap<>();

    /** With one round that is thrown away. */
    public Rounds() {
        this(1);
    }

    /** With so many rounds that are thrown away. */
    public Rounds(int warmUp) {
        this.warmUp = warmUp;
    }

    public Rounds add(String name, DoubleSupplier contender) {
        contenders.put(name, contender);
        return this;
    }

    public Rounds run() {
        for (int i = 0; i < warmUp + COUNTED; i++) {
            contenders.forEach((name, contender) -> note(name, contender.getAsDouble()));
        }
        return this;
    }

    /** Something else that a contender found in its round. */
    void note(String name, double value) {
        results.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    private List<Double> counted(String name) {
        return results.get(name).subList(warmUp, warmUp + COUNTED);
    }

    /** Of the ratios of each round, the middle one with the least and the greatest. */
    public String ratio(String of, String to) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < COUNTED; i++) {
            ratios.add(counted(of).get(i) / counted(to).get(i));
        }
        return figures(ratios, "%.2f");
    }

    public String figures(String name) {
        return figures(counted(name), "%,.1f");
    }

    private static String figures(List<Double> values, String format) {
        var sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }
}
