package org.compromiso.platform.problem;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts for people in en, es and fr: the service's own ({@code messages*.properties}, and {@code mails*.properties} for
 * mails) before the platform's ({@code platform-messages*.properties}). Placeholders are {@code {name}}; what takes their
 * place is never searched for others.
 */
public final class Messages {

    private static final List<String> BUNDLES = List.of("messages", "mails", "platform-messages");
    /** No browser sends more; the time to parse a list grows with the square of its length. */
    private static final int LONGEST_WISH = 1_000;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");
    private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.forLanguageTag("es"), Locale.FRENCH);
    // No fall-back to the machine's own language: English stands in the bundle without a suffix.
    private static final ResourceBundle.Control CONTROL =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Messages() {}

    /** The best of en, es, fr for an {@code Accept-Language} header; English when it is absent, unreadable or endless. */
    public static Locale preferred(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST_WISH) {
            return Locale.ENGLISH;
        }
        try {
            var best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), SPOKEN);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            // The JDK's parser falls over some (a lone hyphen) where it should refuse them.
            return Locale.ENGLISH;
        }
    }

    /** The text of a key, or the key itself when no bundle has it. */
    public static String text(Locale locale, String key, Map<String, Object> values) {
        var text = lookup(locale, key);
        if (text == null) {
            return key;
        }
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        values.containsKey(found.group(1))
                                ? String.valueOf(values.get(found.group(1)))
                                : found.group()));
    }

    private static String lookup(Locale locale, String key) {
        var loader = Thread.currentThread().getContextClassLoader();
        for (var name : BUNDLES) {
            try {
                var bundle = ResourceBundle.getBundle(name, locale, loader, CONTROL);
                if (bundle.containsKey(key)) {
                    return bundle.getString(key);
                }
            } catch (MissingResourceException absent) {
                // A service without texts of its own has the platform's.
            }
        }
        return null;
    }
}
