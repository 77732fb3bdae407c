package org.compromiso.pledge.coaching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.compromiso.platform.problem.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the weights promise, and that the documented ones are these. */
class AdviceTest {

    private static final Set<Advice> ABSENT_FROM_A_GOAL = EnumSet.of(
            Advice.STATEMENT_MISSING,
            Advice.INDICATOR_MISSING,
            Advice.TARGET_MISSING,
            Advice.BASELINE_MISSING,
            Advice.UNIT_MISSING,
            Advice.DUE_MISSING);

    private static final Set<Advice> ABSENT_FROM_THE_WHOLE = EnumSet.of(
            Advice.OBJECTIVE_MISSING,
            Advice.NEED_MISSING,
            Advice.MEANS_MISSING,
            Advice.ENTITY_MISSING,
            Advice.TYPE_MISSING,
            Advice.NATURE_MISSING,
            Advice.DESCRIPTION_MISSING,
            Advice.PLACE_MISSING,
            Advice.START_MISSING,
            Advice.END_MISSING);

    private static final Set<Advice> ESSENTIAL = EnumSet.of(
            Advice.NEED_MISSING,
            Advice.OBJECTIVE_MISSING,
            Advice.MEANS_MISSING,
            Advice.INDICATOR_MISSING,
            Advice.BASELINE_MISSING,
            Advice.TARGET_MISSING,
            Advice.UNIT_MISSING,
            Advice.DUE_MISSING);

    @Test
    void everything_that_can_be_absent_adds_up_to_a_hundred() {
        assertEquals(100, sum(ABSENT_FROM_A_GOAL) + sum(ABSENT_FROM_THE_WHOLE));
    }

    @Test
    void no_goal_costs_as_much_as_an_empty_one() {
        assertEquals(sum(ABSENT_FROM_A_GOAL), Advice.GOAL_MISSING.weight());
    }

    @Test
    void high_is_lost_with_any_essential_and_kept_without_all_the_rest() {
        var mayBeLost = 100 - Level.HIGH.least();
        assertTrue(ESSENTIAL.stream().allMatch(essential -> essential.weight() > mayBeLost));
        assertEquals(mayBeLost, 100 - sum(ESSENTIAL));
    }

    @Test
    void the_documented_table_is_that_of_the_code() throws IOException {
        var row = Pattern.compile("^\\| `([a-z-]+)` \\| ([a-z-]+) \\| ([0-9]+) \\| [^|]+ \\| [^|]+ \\|$");
        var documented =
                Files.readAllLines(Path.of(System.getProperty("basedir", "."), "..", "docs", "coaching.md")).stream()
                        .map(row::matcher)
                        .filter(matcher -> matcher.matches())
                        .map(matcher -> List.of(matcher.group(1), matcher.group(2), matcher.group(3)))
                        .sorted((a, b) -> a.get(0).compareTo(b.get(0)))
                        .toList();
        var coded = Arrays.stream(Advice.values())
                .map(advice -> List.of(advice.code(), advice.question().code(), Integer.toString(advice.weight())))
                .sorted((a, b) -> a.get(0).compareTo(b.get(0)))
                .toList();

        assertEquals(coded, documented);
    }

    @ParameterizedTest
    @EnumSource(Advice.class)
    void every_advice_has_its_own_text_in_each_language(Advice advice) {
        var key = "coaching." + advice.code();
        var texts = List.of(Locale.ENGLISH, Locale.forLanguageTag("es"), Locale.FRENCH).stream()
                .map(language -> Messages.text(language, key, Map.of()))
                .toList();
        assertFalse(texts.contains(key), key);
        assertEquals(3, Set.copyOf(texts).size(), key);
    }

    private static int sum(Set<Advice> advice) {
        return advice.stream().mapToInt(Advice::weight).sum();
    }
}
