package org.compromiso.dashboard.map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.compromiso.dashboard.columns.Columns;
import org.compromiso.dashboard.columns.Dimension;
import org.compromiso.dashboard.facets.Locality;
import org.compromiso.dashboard.pledges.WantedPledges;
import org.compromiso.platform.codes.CodeLists;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Pledges by place, as GeoJSON (RFC 7946). A pledge counts once in each of its countries and once in its locality; one
 * that has neither is in {@code unplaced}.
 */
@Schema(name = "PledgeMap")
record PledgeMap(
        @Schema(description = "FeatureCollection") String type,

        @Schema(description = "The day, UTC") LocalDate asOf,

        @Schema(description = "What is to be said beside the map, in en, es and fr")
        Map<String, String> note,

        @Schema(description = "Address of the countries' shapes; their id is that of the country's feature")
        String shapes,

        @Schema(description = "Countries by code, then localities, those with most pledges first")
        List<Feature> features,

        @Schema(description = "Localities that would be too many; filter to see them")
        long localitiesLeftOut,

        @Schema(description = "Pledges with neither country nor locality, by scope")
        List<Unplaced> unplaced) {

    private static final int MOST_LOCALITIES = 2_000;
    private static final List<String> STATES = CodeLists.list("compliance-states").items().stream()
            .map(item -> item.code())
            .toList();
    private static final Comparator<String> AS_LISTED = Comparator.<String>comparingInt(
                    state -> STATES.contains(state) ? STATES.indexOf(state) : STATES.size())
            .thenComparing(Comparator.naturalOrder());

    /** What was asked. */
    record Question(WantedPledges wanted) {}

    /** A country, or a locality. */
    @Schema(name = "PledgeMapFeature")
    record Feature(
            @Schema(description = "Feature") String type,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = "Code of the country; a locality has none")
            String id,

            @Schema(description = "Null where the place is not known", nullable = true)
            Point geometry,

            Properties properties) {}

    /** Longitude and latitude, degrees. */
    @Schema(name = "PledgeMapPoint")
    record Point(@Schema(description = "Point") String type, List<Double> coordinates) {

        static Point of(Double longitude, Double latitude) {
            return longitude == null || latitude == null ? null : new Point("Point", List.of(longitude, latitude));
        }
    }

    /** What is there. */
    @Schema(name = "PledgeMapProperties")
    record Properties(
            @Schema(description = "country or locality") String kind,

            @Schema(description = "Code of countries") String country,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = "Of a locality, as the pledger wrote it")
            String name,

            long pledges,
            long participations,
            @Schema(description = "Pledges by headline") Map<String, Long> compliance) {

        @JsonIgnore
        String sortedBy() {
            return "%s %s".formatted(country, name);
        }
    }

    /** Of one scope. */
    @Schema(name = "PledgeMapUnplaced")
    record Unplaced(
            @Schema(description = "Code of scopes") String scope,
            long pledges,
            long participations,
            @Schema(description = "Pledges by headline") Map<String, Long> compliance) {}

    static PledgeMap of(Columns columns, Question question, LocalDate today, Shapes shapes, Map<String, String> note) {
        var countries = new TreeMap<String, Tally>();
        var localities = new HashMap<Locality, Tally>();
        var unplaced = new TreeMap<String, Tally>();
        columns.scan(question.wanted(), today).forEach(row -> {
            var headline = columns.code(Dimension.COMPLIANCE, row);
            var participations = columns.participations(row);
            var of = columns.codes(Dimension.COUNTRY, row);
            var locality = columns.locality(row);
            of.forEach(country ->
                    countries.computeIfAbsent(country, c -> new Tally()).add(headline, participations));
            if (locality != null) {
                localities.computeIfAbsent(locality, l -> new Tally()).add(headline, participations);
            } else if (of.isEmpty()) {
                unplaced.computeIfAbsent(columns.code(Dimension.SCOPE, row), s -> new Tally())
                        .add(headline, participations);
            }
        });
        return new PledgeMap(
                "FeatureCollection",
                today,
                note,
                "/api/dashboard/map/shapes",
                Stream.concat(
                                countries.entrySet().stream()
                                        .map(entry -> entry.getValue().country(entry.getKey(), shapes)),
                                inOrder(localities).limit(MOST_LOCALITIES))
                        .toList(),
                Math.max(0, localities.size() - MOST_LOCALITIES),
                unplaced.entrySet().stream()
                        .map(entry -> entry.getValue().unplaced(entry.getKey()))
                        .toList());
    }

    private static Stream<Feature> inOrder(Map<Locality, Tally> localities) {
        return localities.entrySet().stream()
                .map(entry -> entry.getValue().locality(entry.getKey()))
                .sorted(Comparator.<Feature>comparingLong(f -> -f.properties().pledges())
                        .thenComparing(f -> f.properties().sortedBy())
                        .thenComparing(f -> String.valueOf(f.geometry())));
    }

    /** Counts of one place. */
    private static final class Tally {

        private final Map<String, Long> byHeadline = new TreeMap<>(AS_LISTED);
        private long pledges;
        private long participations;

        void add(String headline, int entities) {
            pledges++;
            participations += entities;
            byHeadline.merge(headline, 1L, Long::sum);
        }

        Feature country(String code, Shapes shapes) {
            return new Feature(
                    "Feature",
                    code,
                    shapes.point(code),
                    new Properties("country", code, null, pledges, participations, byHeadline));
        }

        Feature locality(Locality place) {
            return new Feature(
                    "Feature",
                    null,
                    Point.of(place.longitude(), place.latitude()),
                    new Properties("locality", place.country(), place.name(), pledges, participations, byHeadline));
        }

        Unplaced unplaced(String scope) {
            return new Unplaced(scope, pledges, participations, byHeadline);
        }
    }
}
