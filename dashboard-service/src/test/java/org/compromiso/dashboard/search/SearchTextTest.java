package org.compromiso.dashboard.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.platform.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTextTest {

    @Test
    void words_phrases_and_what_must_not_be_there_are_told_apart() {
        assertEquals(
                new SearchText(
                        List.of("fair", "l", "emploi"), List.of("safe routes", "8.8"), List.of("fees", "no way")),
                read("Fair \"safe routes\" -fees l’emploi 8.8 -\"no way\" -- \"\" !"));
    }

    @Test
    void an_open_quote_holds_its_words() {
        assertEquals(new SearchText(List.of("fair", "work"), List.of(), List.of()), read("\"fair work"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-fees", "!!", "\"\"", "a\u0007b", "1 2 3 4 5 6 7 8 9 10 11 12 13"})
    void what_can_not_be_looked_for_is_refused(String sent) {
        assertThrows(Problem.class, () -> read(sent));
    }

    @Test
    void a_text_that_is_too_long_is_refused() {
        assertThrows(Problem.class, () -> read("x".repeat(201)));
    }

    private static SearchText read(String sent) {
        var choices = new Choices();
        var text = SearchText.of(choices, sent);
        choices.refuseFindings();
        return text.orElseThrow();
    }
}
