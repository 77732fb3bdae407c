package org.compromiso.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text is there in every language, with the same values in it. */
class MessagesTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+}");

    @ParameterizedTest
    @ValueSource(strings = {"messages_es.properties", "messages_fr.properties"})
    void a_translation_says_all_that_the_english_says(String file) throws IOException {
        var english = read("messages.properties");
        var other = read(file);

        assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(other.keySet()));
        for (var key : english.stringPropertyNames()) {
            assertEquals(placeholders(english, key), placeholders(other, key), key);
            assertFalse(other.getProperty(key).isBlank(), key);
        }
    }

    private static Object placeholders(Properties texts, String key) {
        return PLACEHOLDER
                .matcher(texts.getProperty(key))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties read(String file) throws IOException {
        var properties = new Properties();
        try (var reader = new InputStreamReader(
                MessagesTest.class.getClassLoader().getResourceAsStream(file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
