package org.compromiso.dashboard.columns;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.compromiso.dashboard.facets.Regions;
import org.compromiso.dashboard.facets.Sdgs;

/** Something about pledges that has codes: to filter by, most also to group by (api.md, overview and filters). */
public enum Dimension {
    TYPE("type", "pledge-types", pledge -> List.of(pledge.type())),
    COMPLIANCE(
            "compliance",
            "compliance-states",
            pledge -> List.of(pledge.compliance().headline())),
    OBJECTIVE(
            "objective",
            "objectives",
            pledge -> pledge.objectives().all().stream().map(Object::toString).toList()),
    PRINCIPLE("principle", "principles", CountedPledge::principles),
    /** Of the countries or named, with all above. */
    REGION("region", "regions", pledge -> Regions.of(pledge.regions(), pledge.countries())),
    COUNTRY("country", "countries", CountedPledge::countries),
    /** Of the lead. */
    ENTITY_KIND("entityKind", "entity-kinds", pledge -> List.of(pledge.entity().kind())),
    NATURE("nature", "natures", CountedPledge::natures),
    SCOPE("scope", "scopes", pledge -> List.of(pledge.scope())),
    /** Of registration. */
    YEAR("year", null, pledge -> List.of(Integer.toString(pledge.registeredOn().getYear()))),
    SDG("sdg", null, pledge -> Sdgs.of(pledge.sdgTargets())),
    REGISTRATION("registration", "registrations", pledge -> List.of(pledge.registration())),
    /** What the entity says of itself; none before its first report. */
    SELF_REPORTED(
            "selfReported",
            "compliance-states",
            pledge -> pledge.compliance().selfReported() == null
                    ? List.of()
                    : List.of(pledge.compliance().selfReported().state())),
    /** What the latest review found, {@code no-evidence} included; none before the first. */
    ASSESSED(
            "assessed",
            "compliance-states",
            pledge -> pledge.compliance().assessed() == null
                    ? List.of()
                    : List.of(pledge.compliance().assessed().stateOrNoEvidence()));

    /** Those that answers can be grouped by, by name. */
    public static final Map<String, Dimension> GROUPABLE =
            named(TYPE, COMPLIANCE, OBJECTIVE, PRINCIPLE, REGION, COUNTRY, ENTITY_KIND, NATURE, SCOPE, YEAR);

    /** Those that pledges can be filtered by, by name. */
    static final Map<String, Dimension> FILTERABLE = named(
            TYPE,
            COMPLIANCE,
            OBJECTIVE,
            PRINCIPLE,
            REGION,
            COUNTRY,
            ENTITY_KIND,
            NATURE,
            SCOPE,
            YEAR,
            SDG,
            REGISTRATION);

    private final String name;
    private final String list;
    private final Function<CountedPledge, Collection<String>> codes;

    Dimension(String name, String list, Function<CountedPledge, Collection<String>> codes) {
        this.name = name;
        this.list = list;
        this.codes = codes;
    }

    /** As in queries and answers. */
    public String label() {
        return name;
    }

    /** List of the reference data that has its codes in their order; null if none has. */
    public String list() {
        return list;
    }

    /**
     * Whether which rows have a code is kept for every code of it: what can be filtered by, except where there are
     * hundreds of codes and each has few rows.
     */
    boolean isIndexed() {
        return FILTERABLE.containsValue(this) && this != COUNTRY && this != SDG;
    }

    /** Whether its codes are numbers in answers. */
    public boolean isNumber() {
        return this == OBJECTIVE || this == YEAR;
    }

    /** The code as it stands in answers. */
    public Object value(String code) {
        return isNumber() ? (Object) Integer.valueOf(code) : code;
    }

    Collection<String> codesOf(CountedPledge pledge) {
        return codes.apply(pledge);
    }

    private static Map<String, Dimension> named(Dimension... dimensions) {
        return Arrays.stream(dimensions)
                .collect(Collectors.toMap(Dimension::label, d -> d, (one, other) -> one, java.util.LinkedHashMap::new));
    }
}
