package org.compromiso.dashboard.map;

import static org.compromiso.dashboard.fixtures.Questions.written;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.compromiso.dashboard.columns.StreamedPledges;
import org.compromiso.dashboard.columns.StreamedPledges.Step;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.NaivePledges;
import org.compromiso.dashboard.fixtures.Questions;
import org.compromiso.dashboard.http.PublicAnswer;
import org.compromiso.dashboard.pledges.WantedPledges;
import org.compromiso.platform.json.JsonDefaults;

/** Places against a naive count. */
class PledgeMapPropertiesTest {

    private final Shapes shapes = new Shapes(new PublicAnswer(JsonDefaults.mapper()), JsonDefaults.mapper());

    @Property(tries = 25)
    void places_equal_a_naive_count(
            @ForAll long seed, @ForAll @IntRange(max = 60) int pledges, @ForAll @Size(max = 8) List<Step> steps) {
        var streamed = new StreamedPledges(seed, pledges, steps);
        var questions = new Questions(seed, streamed.naive());
        var question = new PledgeMap.Question(questions.wanted());
        var day = questions.day();

        var answer = streamed.followed()
                .read(columns -> written(PledgeMap.of(columns, question, day, shapes, Map.of("en", "A note"))));

        Map<List<String>, Long> expected = new HashMap<>();
        Map<List<String>, Long> participations = new HashMap<>();
        for (var pledge : NaivePledges.matching(streamed.naive().newest(), question.wanted(), day)) {
            var headline = NaivePledges.headline(pledge);
            var entities = pledge.get("participations").asLong();
            for (var place : places(pledge)) {
                NaivePledges.count(expected, List.of(place.get(0), place.get(1), headline), 1);
                NaivePledges.count(participations, place, entities);
            }
        }
        Map<List<String>, Long> answered = new HashMap<>();
        Map<List<String>, Long> taking = new HashMap<>();
        for (var feature : answer.get("features")) {
            assertEquals("Feature", feature.get("type").asText());
            var properties = feature.get("properties");
            var kind = properties.get("kind").asText();
            var place = kind.equals("country") ? feature.get("id").asText() : locality(feature);
            counts(properties).forEach((headline, count) -> answered.put(List.of(kind, place, headline), count));
            taking.put(List.of(kind, place), properties.get("participations").asLong());
        }
        for (var unplaced : answer.get("unplaced")) {
            var scope = unplaced.get("scope").asText();
            counts(unplaced).forEach((headline, count) -> answered.put(List.of("unplaced", scope, headline), count));
            taking.put(
                    List.of("unplaced", scope), unplaced.get("participations").asLong());
        }
        assertEquals(expected, answered);
        assertEquals(participations, taking);
        assertEquals(0, answer.get("localitiesLeftOut").asInt());
    }

    @Example
    void of_many_localities_those_with_most_pledges_are_shown_and_the_others_counted() {
        // Given three localities more than are shown, the last of them with two pledges each
        var events = new ArrayList<Event>();
        for (int i = 1; i <= 2_003; i++) {
            events.add(in("Locality %04d".formatted(i), events.size()));
            if (i > 2_000) {
                events.add(in("Locality %04d".formatted(i), events.size()));
            }
        }
        var question = new PledgeMap.Question(new WantedPledges(Map.of(), Set.of(), null, null));

        // When
        var answer = new StreamedPledges(events)
                .followed()
                .read(columns -> written(PledgeMap.of(columns, question, LocalDate.EPOCH, shapes, Map.of())));

        // Then
        var names = new ArrayList<String>();
        answer.get("features")
                .forEach(feature -> names.add(feature.at("/properties/name").asText()));
        assertEquals(2_000, names.size());
        assertEquals(List.of("Locality 2001", "Locality 2002", "Locality 2003", "Locality 0001"), names.subList(0, 4));
        assertEquals("Locality 1997", names.get(1_999));
        assertEquals(3, answer.get("localitiesLeftOut").asInt());
    }

    private static Event in(String name, int number) {
        var value = Event.pledge("P-2026-%06d".formatted(100_000 + number), 1);
        var pledge = Event.pledgeIn(value);
        pledge.put("description", "Short.").put("need", "Short.").put("means", "Short.");
        pledge.putObject("locality")
                .put("name", name)
                .put("country", "PE")
                .putNull("latitude")
                .putNull("longitude");
        return Event.ofPledge(Event.REGISTERED, value);
    }

    /** Kind and name of each place where a pledge counts. */
    private static List<List<String>> places(JsonNode pledge) {
        var places = new ArrayList<List<String>>();
        NaivePledges.codes("country", pledge).forEach(country -> places.add(List.of("country", country)));
        if (pledge.get("locality").isObject()) {
            places.add(List.of("locality", pledge.get("locality").toString()));
        } else if (places.isEmpty()) {
            places.add(List.of("unplaced", pledge.get("scope").asText()));
        }
        return places;
    }

    private static String locality(JsonNode feature) {
        var place = Questions.written(Map.of()).deepCopy();
        var locality = (com.fasterxml.jackson.databind.node.ObjectNode) place;
        locality.set("name", feature.at("/properties/name"));
        locality.set("country", feature.at("/properties/country"));
        var point = feature.get("geometry");
        locality.set("latitude", point.isNull() ? point : point.at("/coordinates/1"));
        locality.set("longitude", point.isNull() ? point : point.at("/coordinates/0"));
        return locality.toString();
    }

    private static Map<String, Long> counts(JsonNode place) {
        Map<String, Long> counts = new HashMap<>();
        var sum = 0L;
        for (var each : place.get("compliance").properties()) {
            counts.put(each.getKey(), each.getValue().asLong());
            sum += each.getValue().asLong();
        }
        assertEquals(sum, place.get("pledges").asLong());
        return counts;
    }
}
