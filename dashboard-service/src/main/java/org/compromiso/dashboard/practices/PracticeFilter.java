package org.compromiso.dashboard.practices;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.stream.Stream;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.dashboard.facets.Where;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * Filters of practices: each repeatable, OR inside one, AND between; used as a {@code @BeanParam}. Those of pledges, by
 * what they mean of a practice, but for those that only a pledge has: {@code compliance}, {@code nature}, {@code joins},
 * {@code overdue}, {@code silent}, {@code registration}.
 */
class PracticeFilter {

    @QueryParam("type")
    @Parameter(description = "Codes of practice-types")
    List<String> type = List.of();

    @QueryParam("objective")
    @Parameter(description = "Primary or other; 1 to 23")
    List<String> objective = List.of();

    @QueryParam("principle")
    @Parameter(description = "Codes of principles")
    List<String> principle = List.of();

    @QueryParam("sdg")
    @Parameter(description = "A goal (10) or a target (10.7)")
    List<String> sdg = List.of();

    @QueryParam("region")
    @Parameter(description = "M49; named or of the countries, with all regions above")
    List<String> region = List.of();

    @QueryParam("country")
    @Parameter(description = "ISO 3166-1 alpha-2")
    List<String> country = List.of();

    @QueryParam("entityKind")
    @Parameter(description = "Kind of the implementer; codes of entity-kinds")
    List<String> entityKind = List.of();

    @QueryParam("implementerKind")
    @Parameter(description = "Another name of entityKind, as the practice repository has it")
    List<String> implementerKind = List.of();

    @QueryParam("scope")
    @Parameter(description = "Codes of scopes")
    List<String> scope = List.of();

    @QueryParam("year")
    @Parameter(description = "Year of publication of the latest edition")
    List<String> year = List.of();

    @QueryParam("pledge")
    @Parameter(description = "References of the pledges that practices come from")
    List<String> pledge = List.of();

    /** Published ones only: archived practices are out of lists. */
    Where where(Choices choices) {
        var where = new Where().and("state_code = 'published'");
        any(where, "type = any(?)", choices.codes("type", type, "practice-types"));
        any(
                where,
                "implementer_kind = any(?)",
                Stream.of(
                                choices.codes("entityKind", entityKind, "entity-kinds"),
                                choices.codes("implementerKind", implementerKind, "entity-kinds"))
                        .flatMap(Stream::of)
                        .toArray(String[]::new));
        any(where, "scope = any(?)", choices.codes("scope", scope, "scopes"));
        any(where, "year = any(?)", choices.years("year", year));
        any(where, "pledge = any(?)", choices.references("pledge", pledge));
        any(where, "objectives && ?", choices.numbers("objective", objective, "objectives"));
        any(where, "principles && ?", choices.codes("principle", principle, "principles"));
        any(where, "sdgs && ?", choices.codes("sdg", sdg, "sdgs", "sdg-targets"));
        any(where, "regions && ?", choices.codes("region", region, "regions"));
        any(where, "countries && ?", choices.codes("country", country, "countries"));
        return where;
    }

    private static void any(Where where, String condition, Object[] sent) {
        if (sent.length > 0) {
            where.and(condition, (Object) sent);
        }
    }
}
