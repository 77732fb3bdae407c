package org.compromiso.platform.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language that a reader wishes for. */
class MessagesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"fr|fr", "es-PE, en;q=0.5|es", "de, fr;q=0.8, en;q=0.1|fr", "zh|en", "*|en", "en;q=0.1, es|es"})
    void it_is_the_first_of_those_spoken_here(String wish, String language) {
        assertEquals(language, Messages.preferred(wish).getLanguage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "fr,-", ",fr", ";", "en;q=x", "fr;q=2", "en-", "\u00e9", " "})
    void what_is_no_language_means_english(String wish) {
        assertEquals(Locale.ENGLISH, Messages.preferred(wish));
    }

    @Test
    void a_list_without_end_is_not_read() {
        assertEquals(Locale.ENGLISH, Messages.preferred("fr" + ", fr-a".repeat(1_000)));
    }
}
