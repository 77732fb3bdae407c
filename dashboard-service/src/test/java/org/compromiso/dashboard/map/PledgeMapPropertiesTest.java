package org.compromiso.dashboard.map;

import static org.compromiso.dashboard.fixtures.Questions.written;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.compromiso.dashboard.columns.StreamedPledges;
import org.compromiso.dashboard.columns.StreamedPledges.Step;
import org.compromiso.dashboard.fixtures.NaivePledges;
import org.compromiso.dashboard.fixtures.Questions;
import org.compromiso.dashboard.http.PublicAnswer;
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
        for (var pledge : NaivePledges.matching(streamed.naive().newest(), question.wanted(), day)) {
            var headline = NaivePledges.headline(pledge);
            var countries = NaivePledges.codes("country", pledge);
            countries.forEach(country -> NaivePledges.count(expected, List.of("country", country, headline), 1));
            if (pledge.get("locality").isObject()) {
                NaivePledges.count(
                        expected, List.of("locality", pledge.get("locality").toString(), headline), 1);
            } else if (countries.isEmpty()) {
                NaivePledges.count(
                        expected, List.of("unplaced", pledge.get("scope").asText(), headline), 1);
            }
        }
        Map<List<String>, Long> answered = new HashMap<>();
        for (var feature : answer.get("features")) {
            assertEquals("Feature", feature.get("type").asText());
            var properties = feature.get("properties");
            var kind = properties.get("kind").asText();
            var place = kind.equals("country") ? feature.get("id").asText() : locality(feature);
            counts(properties).forEach((headline, count) -> answered.put(List.of(kind, place, headline), count));
        }
        for (var unplaced : answer.get("unplaced")) {
            counts(unplaced)
                    .forEach((headline, count) -> answered.put(
                            List.of("unplaced", unplaced.get("scope").asText(), headline), count));
        }
        assertEquals(expected, answered);
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
        assertTrue(place.get("participations").asLong() >= sum);
        return counts;
    }
}
