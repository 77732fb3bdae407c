package org.compromiso.dashboard.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.compromiso.dashboard.facets.Where;

/** A search that is understood, as parts of a statement on a table with {@code search} and {@code search_language}. */
public final class Search {

    /**
     * Title, names, goals or summary, the rest: how much a word in each is worth; long texts are worth less. What was
     * typed, in the language of the row, is {@code f.ranked}.
     */
    public static final String RANK = "ts_rank('{0.05, 0.2, 0.4, 1.0}', search, f.ranked, 1)";

    private static final List<String> LANGUAGES = List.of("en", "es", "fr", "ar", "ru", "simple");

    private final SearchText text;
    private final Map<String, List<String>> near;
    private final int ranked;

    Search(SearchText text, Map<String, List<String>> near, int ranked) {
        this.text = text;
        this.near = near;
        this.ranked = ranked;
    }

    /**
     * How many of what is found are ranked, the newest of it; the others follow unranked. To rank a row its words have to
     * be read: of a word that stands everywhere that would be the words of all rows.
     */
    public int ranked() {
        return ranked;
    }

    /**
     * To be joined: one row per language. A row's rank depends on the row and on what was typed, and on nothing that
     * other rows say: who pages by it misses no row that stays as it is. So what is found by a typing error alone has
     * rank 0 and comes last.
     */
    public String join(Where where) {
        var wanted = new ArrayList<String>();
        var ranked = new ArrayList<String>();
        for (var word : text.words()) {
            var asked = where.bind(word);
            wanted.add("search_word(%%1$s, %s, %s)"
                    .formatted(
                            asked, where.bind(near.getOrDefault(word, List.of()).toArray(String[]::new))));
            ranked.add("search_phrase(%%1$s, %s)".formatted(asked));
        }
        for (var phrase : text.phrases()) {
            var asked = "search_phrase(%%1$s, %s)".formatted(where.bind(phrase));
            wanted.add(asked);
            ranked.add(asked);
        }
        var columns = "in_language, wanted, ranked";
        var condition = "search_language = looked.in_language and search @@ looked.wanted";
        var row = "%%1$s, %s, %s".formatted(String.join(" && ", wanted), String.join(" || ", ranked));
        // Only if asked for: to refuse something the words of every row found have to be read.
        if (!text.refused().isEmpty()) {
            columns += ", refused";
            condition += " and not search @@ looked.refused";
            row += ", "
                    + text.refused().stream()
                            .map(part -> "search_phrase(%%1$s, %s)".formatted(where.bind(part)))
                            .collect(Collectors.joining(" || "));
        }
        var perLanguage = "(" + row + ")";
        var rows = LANGUAGES.stream()
                .map(language -> perLanguage.formatted("'" + language + "'"))
                .collect(Collectors.joining(", "));
        return " join (values %s) as looked (%s) on %s".formatted(rows, columns, condition);
    }
}
