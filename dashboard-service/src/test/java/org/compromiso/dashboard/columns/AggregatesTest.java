package org.compromiso.dashboard.columns;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.compromiso.dashboard.http.WrittenAnswer;
import org.compromiso.dashboard.pledges.WantedPledges;
import org.junit.jupiter.api.Test;

class AggregatesTest {

    @Test
    void what_is_kept_weighs_what_its_question_takes_as_well() {
        // Given a small answer to a small question and to one that names many pledges
        var answer = new WrittenAnswer(new byte[70], "\"x\"", "application/json", 0);
        var small = new WantedPledges(Map.of(), Set.of(), null, null);
        var references =
                IntStream.range(0, 190).mapToObj("P-2026-%06d"::formatted).collect(toSet());
        var large = new WantedPledges(Map.of(), references, null, null);

        // When, Then a text of 13 letters and its places take about 60 bytes
        assertTrue(Aggregates.weight(large, answer) - Aggregates.weight(small, answer) > 190 * 55);
    }
}
