package org.compromiso.dashboard.pledges;

import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.dashboard.facets.Where;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of api.md: each repeatable, OR inside one, AND between; used as a {@code @BeanParam}. */
public class PledgeFilter {

    @QueryParam("type")
    @Parameter(description = "Codes of pledge-types")
    List<String> type = List.of();

    @QueryParam("compliance")
    @Parameter(description = "Headline; codes of compliance-states")
    List<String> compliance = List.of();

    @QueryParam("objective")
    @Parameter(description = "Primary or other; 1 to 23")
    List<String> objective = List.of();

    @QueryParam("principle")
    @Parameter(description = "Codes of principles")
    List<String> principle = List.of();

    @QueryParam("sdg")
    @Parameter(description = "A goal (8) or a target (8.8)")
    List<String> sdg = List.of();

    @QueryParam("region")
    @Parameter(description = "M49; named or of the countries, with all regions above")
    List<String> region = List.of();

    @QueryParam("country")
    @Parameter(description = "ISO 3166-1 alpha-2")
    List<String> country = List.of();

    @QueryParam("entityKind")
    @Parameter(description = "Kind of the lead; codes of entity-kinds")
    List<String> entityKind = List.of();

    @QueryParam("nature")
    @Parameter(description = "Codes of natures")
    List<String> nature = List.of();

    @QueryParam("scope")
    @Parameter(description = "Codes of scopes")
    List<String> scope = List.of();

    @QueryParam("year")
    @Parameter(description = "Year of registration")
    List<String> year = List.of();

    @QueryParam("joins")
    @Parameter(description = "References of the pledges that are joined")
    List<String> joins = List.of();

    @QueryParam("overdue")
    @Parameter(description = "End date passed and not closed: true or false")
    List<String> overdue = List.of();

    @QueryParam("silent")
    @Parameter(description = "Registered for 12 months, not closed, no report in the last 12: true or false")
    List<String> silent = List.of();

    @QueryParam("registration")
    @Parameter(description = "Codes of registrations; registered unless told")
    List<String> registration = List.of();

    /** The rows that are meant; what is not known goes to the findings. */
    public Where where(Choices choices, LocalDate today) {
        var where = new Where();
        oneOf(where, "registration", choices.codes("registration", registration, "registrations"), "registered");
        oneOf(where, "type", choices.codes("type", type, "pledge-types"));
        oneOf(where, "headline", choices.codes("compliance", compliance, "compliance-states"));
        oneOf(where, "entity_kind", choices.codes("entityKind", entityKind, "entity-kinds"));
        oneOf(where, "scope", choices.codes("scope", scope, "scopes"));
        oneOf(where, "joins", choices.references("joins", joins));
        oneOf(where, "year", choices.years("year", year));
        overlap(where, "objectives", choices.numbers("objective", objective, "objectives"));
        overlap(where, "principles", choices.codes("principle", principle, "principles"));
        overlap(where, "sdgs", choices.codes("sdg", sdg, "sdgs", "sdg-targets"));
        overlap(where, "regions", choices.codes("region", region, "regions"));
        overlap(where, "countries", choices.codes("country", country, "countries"));
        overlap(where, "natures", choices.codes("nature", nature, "natures"));
        var isOverdue = choices.flag("overdue", overdue);
        if (isOverdue != null) {
            where.and((isOverdue ? "" : "not ") + Standing.OVERDUE, today);
        }
        var isSilent = choices.flag("silent", silent);
        if (isSilent != null) {
            where.and((isSilent ? "" : "not ") + Standing.SILENT, today, today);
        }
        return where;
    }

    /** The same, for what is counted in memory. */
    public WantedPledges wanted(Choices choices) {
        var codes = new HashMap<String, Set<String>>();
        put(codes, "registration", choices.codes("registration", registration, "registrations"), (Object) "registered");
        put(codes, "type", choices.codes("type", type, "pledge-types"));
        put(codes, "compliance", choices.codes("compliance", compliance, "compliance-states"));
        put(codes, "entityKind", choices.codes("entityKind", entityKind, "entity-kinds"));
        put(codes, "scope", choices.codes("scope", scope, "scopes"));
        put(codes, "year", choices.years("year", year));
        put(codes, "objective", choices.numbers("objective", objective, "objectives"));
        put(codes, "principle", choices.codes("principle", principle, "principles"));
        put(codes, "sdg", choices.codes("sdg", sdg, "sdgs", "sdg-targets"));
        put(codes, "region", choices.codes("region", region, "regions"));
        put(codes, "country", choices.codes("country", country, "countries"));
        put(codes, "nature", choices.codes("nature", nature, "natures"));
        return new WantedPledges(
                codes,
                Set.copyOf(List.of(choices.references("joins", joins))),
                choices.flag("overdue", overdue),
                choices.flag("silent", silent));
    }

    private static void put(Map<String, Set<String>> codes, String filter, Object[] sent, Object... usual) {
        var wanted = sent.length > 0 ? sent : usual;
        if (wanted.length > 0) {
            codes.put(filter, Stream.of(wanted).map(Object::toString).collect(Collectors.toSet()));
        }
    }

    private static void oneOf(Where where, String column, Object[] sent, Object... usual) {
        var wanted = sent.length > 0 ? sent : usual;
        if (wanted.length == 1) {
            where.and(column + " = ?", wanted[0]);
        } else if (wanted.length > 1) {
            where.and(column + " = any(?)", (Object) wanted);
        }
    }

    private static void overlap(Where where, String column, Object[] sent) {
        if (sent.length > 0) {
            where.and(column + " && ?", (Object) sent);
        }
    }
}
