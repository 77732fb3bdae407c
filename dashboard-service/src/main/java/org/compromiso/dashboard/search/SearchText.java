package org.compromiso.dashboard.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.compromiso.dashboard.facets.Choices;

/**
 * What a reader looks for (domain.md, Repository search): words, {@code "words that follow each other"}, {@code -word}.
 * All of them are to be met.
 *
 * @param words in any form, with one typing error if they are long enough
 * @param phrases as they stand
 * @param refused words and phrases that must not be there, as they stand
 */
record SearchText(List<String> words, List<String> phrases, List<String> refused) {

    static final int LONG_ENOUGH_FOR_AN_ERROR = 5;

    private static final int LONGEST = 200;
    private static final int MOST_PARTS = 12;
    private static final Pattern PART = Pattern.compile("(-?)\"([^\"]*)\"|(-?)([^\\s\"]+)");
    private static final Pattern SOMETHING = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Pattern DIGIT = Pattern.compile("\\p{N}");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}]+");

    /** Empty if nothing was sent; what can't be looked for goes to the findings. */
    static Optional<SearchText> of(Choices choices, String sent) {
        if (sent == null) {
            return Optional.empty();
        }
        var text = new SearchText(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        if (sent.length() > LONGEST) {
            choices.refuse("q", "too-long", Map.of("max", LONGEST));
            return Optional.empty();
        }
        if (sent.chars().anyMatch(Character::isISOControl)) {
            choices.refuse("q", "control-character", Map.of());
            return Optional.empty();
        }
        var parts = PART.matcher(Normalizer.normalize(sent, Normalizer.Form.NFC));
        while (parts.find()) {
            var quoted = parts.group(2) != null;
            text.add(quoted, !(quoted ? parts.group(1) : parts.group(3)).isEmpty(), parts.group(quoted ? 2 : 4));
        }
        if (text.words.isEmpty() && text.phrases.isEmpty()) {
            choices.refuse("q", "nothing-to-search", Map.of());
        } else if (text.words.size() + text.phrases.size() + text.refused.size() > MOST_PARTS) {
            choices.refuse("q", "too-many-words", Map.of("max", MOST_PARTS));
        }
        return Optional.of(text);
    }

    private void add(boolean quoted, boolean isRefused, String part) {
        if (!SOMETHING.matcher(part).find()) {
            return;
        }
        if (isRefused) {
            refused.add(part);
        } else if (quoted || DIGIT.matcher(part).find()) {
            phrases.add(part);
        } else {
            BETWEEN_WORDS
                    .splitAsStream(part)
                    .filter(word -> !word.isEmpty())
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .forEach(words::add);
        }
    }

    /** The words in which a typing error is tolerated. */
    List<String> wordsThatMayBeMistyped() {
        return words.stream()
                .filter(word -> word.codePointCount(0, word.length()) >= LONG_ENOUGH_FOR_AN_ERROR)
                .toList();
    }
}
