package org.compromiso.dashboard.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Five interleaved rounds after one that is thrown away; medians with min and max. */
public final class Rounds {

    private static final int COUNTED = 5;

    private final Map<String, DoubleSupplier> contenders = new LinkedHashMap<>();
    private final Map<String, List<Double>> results = new LinkedHashMap<>();

    public Rounds add(String name, DoubleSupplier contender) {
        contenders.put(name, contender);
        return this;
    }

    public Rounds run() {
        for (int i = 0; i <= COUNTED; i++) {
            contenders.forEach((name, contender) -> note(name, contender.getAsDouble()));
        }
        return this;
    }

    /** Something else that a contender found in its round. */
    void note(String name, double value) {
        results.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    private List<Double> counted(String name) {
        return results.get(name).subList(1, 1 + COUNTED);
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
