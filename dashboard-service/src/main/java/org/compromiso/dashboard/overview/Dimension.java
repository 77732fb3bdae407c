package org.compromiso.dashboard.overview;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something to group by.
 *
 * @param name as in groupBy and in the answer
 * @param column of pledge
 * @param many whether a pledge can be in several groups of it
 * @param number whether its codes are numbers in the answer
 * @param list of the reference data that gives the order; null for the order of the values
 */
record Dimension(String name, String column, boolean many, boolean number, String list) {

    static final Map<String, Dimension> ALL = byName(List.of(
            new Dimension("type", "type", false, false, "pledge-types"),
            new Dimension("compliance", "headline", false, false, "compliance-states"),
            new Dimension("objective", "objectives", true, true, null),
            new Dimension("principle", "principles", true, false, "principles"),
            new Dimension("region", "regions", true, false, null),
            new Dimension("country", "countries", true, false, null),
            new Dimension("entityKind", "entity_kind", false, false, "entity-kinds"),
            new Dimension("nature", "natures", true, false, "natures"),
            new Dimension("scope", "scope", false, false, "scopes"),
            new Dimension("year", "year", false, true, null)));

    private static Map<String, Dimension> byName(List<Dimension> dimensions) {
        var all = new LinkedHashMap<String, Dimension>();
        dimensions.forEach(dimension -> all.put(dimension.name(), dimension));
        return all;
    }
}
