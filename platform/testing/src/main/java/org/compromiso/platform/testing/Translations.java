package org.compromiso.platform.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Pattern;

/** Texts for people exist in en, es and fr alike, with the same placeholders. */
public final class Translations {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-zA-Z]+}");

    private Translations() {}

    /** Compares {@code <bundle>.properties} with its Spanish and French siblings. */
    public static void assertComplete(String bundle) {
        var english = read(bundle + ".properties");
        assertFalse(english.isEmpty(), bundle);
        for (var language : new String[] {"es", "fr"}) {
            var translated = read(bundle + "_" + language + ".properties");
            assertEquals(english.stringPropertyNames(), translated.stringPropertyNames(), language);
            for (var key : english.stringPropertyNames()) {
                assertFalse(translated.getProperty(key).isBlank(), language + ": " + key);
                assertEquals(
                        placeholders(english.getProperty(key)),
                        placeholders(translated.getProperty(key)),
                        language + ": " + key);
            }
        }
    }

    private static java.util.Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> match.group())
                .collect(java.util.stream.Collectors.toSet());
    }

    private static Properties read(String name) {
        try (var reader = new InputStreamReader(
                Translations.class.getClassLoader().getResourceAsStream(name), StandardCharsets.UTF_8)) {
            var properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
