package org.compromiso.dashboard.facets;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.compromiso.platform.codes.CodeLists;

/** The regions a pledge or practice belongs to (api.md, filters): named, or of its countries, with all regions above. */
public final class Regions {

    private static final Map<String, String> PARENTS = links("regions", "parent");
    private static final Map<String, String> OF_COUNTRIES = links("countries", "region");

    private Regions() {}

    /** M49 codes, sorted. Codes we do not know stand for themselves. */
    public static List<String> of(Collection<String> named, Collection<String> countries) {
        var all = new TreeSet<String>();
        named.forEach(region -> addWithParents(region, all));
        countries.forEach(country -> addWithParents(OF_COUNTRIES.get(country), all));
        return List.copyOf(all);
    }

    private static void addWithParents(String region, TreeSet<String> all) {
        for (var code = region; code != null && all.add(code); code = PARENTS.get(code)) {
            // add has done it
        }
    }

    private static Map<String, String> links(String list, String to) {
        return CodeLists.list(list).items().stream()
                .filter(item -> item.facts().path(to).isTextual())
                .collect(toMap(item -> item.code(), item -> item.facts().get(to).textValue()));
    }
}
