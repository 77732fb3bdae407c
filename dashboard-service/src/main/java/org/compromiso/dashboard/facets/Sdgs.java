package org.compromiso.dashboard.facets;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Targets of the Sustainable Development Goals, and the goals they belong to. */
public final class Sdgs {

    private Sdgs() {}

    /** The targets and their goals, sorted: {@code 8.8} belongs to {@code 8}. */
    public static List<String> of(Collection<String> targets) {
        var all = new TreeSet<String>(targets);
        targets.forEach(target -> all.add(target.split("\\.", 2)[0]));
        return List.copyOf(all);
    }
}
