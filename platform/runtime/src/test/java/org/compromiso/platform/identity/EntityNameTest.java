package org.compromiso.platform.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityNameTest {

    @ParameterizedTest
    @CsvSource({
        "Perú – MIGRACIONES, perú –  migraciones, true",
        "Peru\u0301, Perú, true",
        "ＩＬＯ, ilo, true",
        "Straße, STRASSE, true",
        "Peru, Perú, false",
        "ILO, IOM, false"
    })
    void names_are_compared_without_case_form_and_repeated_spaces(String one, String other, boolean same) {
        assertEquals(same, EntityName.same(one, other));
    }
}
