package org.compromiso.dashboard.search;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of a text, for the vocabulary that mistyped words are looked up in. */
public final class Words {

    /**
     * Adds those of the columns in $1 that are new, sorted. They belong to no generation, so the writers of two generations
     * meet here: each writes all words of a transaction by one such statement, then neither has what the other waits for.
     */
    public static final String INTO_VOCABULARY = """
            insert into word (word, plain, near)
            select word, unaccent(word), near_forms(unaccent(word))
            from (select distinct jsonb_array_elements_text(e.columns::jsonb->'words') as word
              from unnest($1::text[]) as e(columns)) as read
            where not exists (select from word as known where known.word = read.word)
            order by word
            on conflict on constraint pk_word do nothing
            """;

    /** One letter less than a word in which a typing error is tolerated. */
    private static final int SHORTEST = SearchText.LONG_ENOUGH_FOR_AN_ERROR - 1;

    private static final int LONGEST = 40;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");

    private Words() {}

    /** Each once, in lower case, sorted; short ones and those with digits are left out. Texts may be null. */
    public static List<String> of(Stream<String> texts) {
        var words = new TreeSet<String>();
        texts.filter(Objects::nonNull).forEach(text -> {
            var matcher = WORD.matcher(text);
            while (matcher.find()) {
                var length = matcher.end() - matcher.start();
                if (length >= SHORTEST && length <= LONGEST) {
                    words.add(matcher.group().toLowerCase(Locale.ROOT));
                }
            }
        });
        return List.copyOf(words);
    }

    /** Whether one becomes the other by adding, leaving out, changing or swapping with its neighbour one letter. */
    static boolean withinOneEdit(String one, String other) {
        var a = one.codePoints().toArray();
        var b = other.codePoints().toArray();
        if (a.length > b.length) {
            return withinOneEdit(other, one);
        }
        var same = 0;
        while (same < a.length && a[same] == b[same]) {
            same++;
        }
        if (b.length == a.length) {
            return equal(a, same + 1, b, same + 1)
                    || (same + 1 < a.length
                            && a[same] == b[same + 1]
                            && a[same + 1] == b[same]
                            && equal(a, same + 2, b, same + 2));
        }
        return b.length == a.length + 1 && equal(a, same, b, same + 1);
    }

    private static boolean equal(int[] a, int fromA, int[] b, int fromB) {
        return fromA >= a.length && fromB >= b.length
                || fromA < a.length
                        && fromB < b.length
                        && java.util.Arrays.equals(a, fromA, a.length, b, fromB, b.length);
    }
}
