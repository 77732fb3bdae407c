package org.compromiso.dashboard.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "water, water, true",
        "water, wate, true",
        "water, ater, true",
        "water, waters, true",
        "water, wster, true",
        "water, watre, true",
        "water, awter, true",
        "water, xwater, true",
        "water, waetrs, false",
        "water, wat, false",
        "water, wtaex, false",
        "abcde, bcdea, false",
        "мигрант, миграт, true"
    })
    void two_words_are_within_one_edit(String one, String other, boolean within) {
        assertEquals(within, Words.withinOneEdit(one, other));
        assertEquals(within, Words.withinOneEdit(other, one));
    }

    @Test
    void the_vocabulary_has_each_word_once_in_lower_case_and_leaves_out_short_ones_and_numbers() {
        assertEquals(
                List.of("educación", "employed", "integración", "self"),
                Words.of(Stream.of("La Educación de 2026, l’Integración; educación", null, "self-employed")));
    }
}
