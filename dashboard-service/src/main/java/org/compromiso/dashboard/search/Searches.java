package org.compromiso.dashboard.search;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.compromiso.dashboard.facets.Choices;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Understands what readers look for, and finds the words that a mistyped one may stand for. */
@ApplicationScoped
public class Searches {

    private static final int MOST_NEAR = 20;

    /** Each word asked for, without accents, with the known words that share a form with it. */
    public static final String NEAR = """
            select asked.word as asked, unaccent(asked.word) as asked_plain, word.word, word.plain
            from unnest($1::text[]) as asked(word) join word on word.near && near_forms(unaccent(asked.word))
            """;

    private final Pool pool;
    private final int ranked;

    public Searches(Pool pool, @ConfigProperty(name = "compromiso.search.ranked") int ranked) {
        this.pool = pool;
        this.ranked = ranked;
    }

    /** What was sent as {@code q}; findings go to the choices. */
    public Asked ask(Choices choices, String sent) {
        return new Asked(SearchText.of(choices, sent));
    }

    /** What was asked, not yet looked up. */
    public final class Asked {

        private final Optional<SearchText> text;

        private Asked(Optional<SearchText> text) {
            this.text = text;
        }

        public boolean isPresent() {
            return text.isPresent();
        }

        /** Empty if nothing was asked. */
        public Uni<Optional<Search>> look() {
            return text.map(asked -> near(asked.wordsThatMayBeMistyped())
                            .map(near -> Optional.of(new Search(asked, near, ranked))))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
        }
    }

    private Uni<Map<String, List<String>>> near(List<String> words) {
        if (words.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        record Near(String asked, String word, boolean sameLetters) {}
        return pool.preparedQuery(NEAR)
                .execute(Tuple.of(words.toArray(String[]::new)))
                .map(rows -> rows.stream()
                        .filter(row -> Words.withinOneEdit(row.getString("asked_plain"), row.getString("plain")))
                        .map(row -> new Near(
                                row.getString("asked"),
                                row.getString("word"),
                                row.getString("asked_plain").equals(row.getString("plain"))))
                        .sorted(Comparator.comparing((Near near) -> !near.sameLetters())
                                .thenComparing(Near::word))
                        .collect(groupingBy(Near::asked))
                        .entrySet()
                        .stream()
                        .collect(toMap(
                                Map.Entry::getKey,
                                found -> found.getValue().stream()
                                        .limit(MOST_NEAR)
                                        .map(Near::word)
                                        .toList(),
                                (one, other) -> one,
                                HashMap::new)));
    }
}
