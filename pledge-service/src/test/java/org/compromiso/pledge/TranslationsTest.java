package org.compromiso.pledge;

import org.compromiso.platform.testing.Translations;
import org.junit.jupiter.api.Test;

class TranslationsTest {

    @Test
    void every_text_is_there_in_three_languages() {
        Translations.assertComplete("messages");
    }

    @Test
    void so_is_every_text_of_a_mail() {
        Translations.assertComplete("mails");
    }

    @Test
    void so_is_every_text_of_the_platform() {
        Translations.assertComplete("platform-messages");
    }
}
