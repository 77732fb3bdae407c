package org.compromiso.pledge.coaching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.compromiso.platform.json.Body;
import org.compromiso.pledge.form.PledgeForm;

/** What holds of the coaching whatever is written: good values and bad ones, in any combination. */
class AssessmentPropertiesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GOALS = 3;

    /** Every ingredient of a form and what may be written there, by its pointer. */
    private static final Map<String, List<String>> INGREDIENTS = ingredients();

    private static Map<String, List<String>> ingredients() {
        var dates = List.of(
                "\"2020-01-01\"",
                "\"2026-11-21\"",
                "\"2026-11-22\"",
                "\"2027-06-30\"",
                "\"2027-12-31\"",
                "\"2036-12-01\"",
                "\"2090-01-01\"");
        var texts = List.of("\"x\"", "\"................\"", "\"Workers pay for their jobs and more.\"");
        var all = new LinkedHashMap<String, List<String>>();
        all.put("need", texts);
        all.put("means", texts);
        all.put("description", List.of("\"short\"", "\"" + "A long description. ".repeat(20) + "\""));
        all.put("objectives", List.of("{}", "{\"primary\":[1]}", "{\"other\":[2]}", "{\"primary\":[1,2,3,4]}"));
        all.put("principles", List.of("[]", "[\"human-rights\"]"));
        all.put("type", List.of("\"individual\"", "\"collective\"", "\"complementary\"", "\"joined\""));
        all.put("entity", List.of("{\"kind\":\"state\"}", "{\"name\":\"ILO\",\"kind\":\"un-entity\"}"));
        all.put(
                "participants",
                List.of("[]", "[{\"name\":\"A\"}]", "[{\"name\":\"A\",\"contribution\":\"c\"},{\"name\":\"B\"}]"));
        all.put("joins", List.of("\"P-2026-000001\""));
        all.put("natures", List.of("[]", "[\"policy\"]", "[\"financial\"]", "[\"policy\",\"financial\"]"));
        all.put(
                "financial",
                List.of(
                        "[]",
                        "[{}]",
                        "[{\"amount\":\"5\"},{\"currency\":\"EUR\"}]",
                        "[{\"amount\":\"5\",\"currency\":\"EUR\",\"recipient\":\"MPTF\"}]"));
        all.put("scope", List.of("\"local\"", "\"national\"", "\"international\""));
        all.put("countries", List.of("[]", "[\"PE\"]"));
        all.put("locality", List.of("{}", "{\"name\":\"Quilmes\",\"country\":\"AR\"}"));
        all.put("startsOn", dates);
        all.put("endsOn", dates);
        for (int i = 0; i < GOALS; i++) {
            all.put("goals/" + i + "/statement", texts);
            all.put("goals/" + i + "/indicator", texts);
            all.put("goals/" + i + "/baseline", List.of("\"0\"", "\"50\"", "\"-1.5\""));
            all.put("goals/" + i + "/target", List.of("\"0\"", "\"50\"", "\"50.00\""));
            all.put("goals/" + i + "/unit", List.of("\"%\"", "\"persons\""));
            all.put("goals/" + i + "/due", dates);
        }
        return all;
    }

    /** A form: so many goals, and of every ingredient a value or none. */
    record Written(int goals, Map<String, String> values) {

        Written with(String pointer, String value) {
            var more = new TreeMap<>(values);
            more.put(pointer, value);
            return new Written(goals, more);
        }

        ObjectNode tree() {
            var tree = JSON.createObjectNode();
            if (goals > 0) {
                var list = tree.putArray("goals");
                for (int i = 0; i < goals; i++) {
                    list.addObject();
                }
            }
            values.forEach((pointer, value) -> {
                var parts = pointer.split("/");
                if (parts.length == 1) {
                    tree.set(pointer, json(value));
                } else if (Integer.parseInt(parts[1]) < goals) {
                    ((ObjectNode) tree.get("goals").get(Integer.parseInt(parts[1]))).set(parts[2], json(value));
                }
            });
            return tree;
        }
    }

    @Provide
    Arbitrary<Written> forms() {
        var values = INGREDIENTS.values().stream()
                .map(each -> Arbitraries.of(each).optional(0.6))
                .toList();
        var keys = List.copyOf(INGREDIENTS.keySet());
        return Combinators.combine(
                        Arbitraries.integers().between(0, GOALS),
                        Combinators.combine(values).as(v -> v))
                .as((goals, chosen) -> {
                    var written = new TreeMap<String, String>();
                    for (int i = 0; i < keys.size(); i++) {
                        var key = keys.get(i);
                        Optional<String> value = chosen.get(i);
                        value.ifPresent(v -> written.put(key, v));
                    }
                    return new Written(goals, written);
                });
    }

    /** Good in everything but a few places. */
    @Provide
    Arbitrary<Written> nearlyGood() {
        return Combinators.combine(
                        forms(), Arbitraries.of(INGREDIENTS.keySet()).set().ofMaxSize(3))
                .as((form, changed) -> {
                    var written = new TreeMap<String, String>();
                    INGREDIENTS.forEach((pointer, values) -> written.put(pointer, good(pointer, values)));
                    changed.forEach(pointer -> {
                        written.remove(pointer);
                        if (form.values().containsKey(pointer)) {
                            written.put(pointer, form.values().get(pointer));
                        }
                    });
                    return new Written(GOALS, written);
                });
    }

    private static String good(String pointer, List<String> values) {
        if (pointer.equals("startsOn")) {
            return "\"2026-11-22\"";
        }
        return pointer.equals("endsOn") || pointer.endsWith("/due") ? "\"2027-06-30\"" : values.get(values.size() - 1);
    }

    @Property
    void adding_what_is_missing_never_lowers_a_level(@ForAll("forms") Written form, @ForAll("forms") Written donor) {
        var before = assess(form.tree());
        donor.values().forEach((pointer, value) -> {
            if (!form.values().containsKey(pointer)) {
                notLower(before, assess(form.with(pointer, value).tree()), pointer);
            }
        });
    }

    @Property
    void the_first_goals_never_lower_the_level(@ForAll("forms") Written form) {
        var before = assess(new Written(0, form.values()).tree());
        notLower(before, assess(form.tree()), "goals");
    }

    @Property
    void the_order_of_fields_and_of_lists_never_matters(@ForAll("forms") Written form, @ForAll long seed) {
        var tree = form.tree();
        var one = assess(tree);

        var other = assess((ObjectNode) shuffled(tree, new Random(seed)));

        assertEquals(one.level(), other.level());
        assertEquals(levels(one), levels(other));
        assertEquals(weights(one), weights(other));
    }

    @Property
    void copies_of_a_goal_change_nothing(@ForAll("forms") Written form, @ForAll long seed) {
        var tree = form.tree();
        var before = assess(tree);
        if (form.goals() > 0) {
            var goals = tree.withArray("goals");
            goals.add(goals.get(new Random(seed).nextInt(goals.size())).deepCopy());

            assertEquals(before.level(), assess(tree).level());
        }
    }

    @Property
    void the_same_form_is_told_the_same(@ForAll("forms") Written form) {
        assertEquals(assess(form.tree()), assess(form.tree()));
    }

    @Property
    void what_is_high_lacks_nothing_essential(@ForAll("nearlyGood") Written form) {
        var assessment = assess(form.tree());

        Statistics.collect(assessment.level());
        if (assessment.level() == Level.HIGH) {
            assertTrue(all(assessment).allMatch(finding -> finding.advice().weight() <= 100 - Level.HIGH.least()));
        }
    }

    @Property
    void nothing_measurable_is_at_most_lower_moderate(@ForAll("nearlyGood") Written form) {
        var without = new TreeMap<>(form.values());
        without.keySet().removeIf(pointer -> pointer.endsWith("/target"));

        var level = assess(new Written(form.goals(), without).tree()).level();

        assertEquals(level, level.atMost(Level.LOWER_MODERATE));
    }

    @Property
    void every_finding_points_at_a_field_of_the_form(@ForAll("forms") Written form) {
        var tree = form.tree();

        all(assess(tree)).forEach(finding -> assertTrue(isField(finding.pointer(), tree), finding.pointer()));
    }

    private static void notLower(Assessment before, Assessment after, String pointer) {
        assertTrue(after.level().isAtLeast(before.level()), () -> pointer + ": " + before + " → " + after);
        for (int i = 0; i < before.goals().size(); i++) {
            assertTrue(
                    after.goals().get(i).level().isAtLeast(before.goals().get(i).level()), pointer);
        }
    }

    private static boolean isField(String pointer, ObjectNode tree) {
        JsonNode node = tree;
        Class<?> type = PledgeForm.class;
        for (var part : pointer.substring(1).split("/")) {
            if (part.matches("[0-9]+")) {
                if (node == null || !node.has(Integer.parseInt(part))) {
                    return false;
                }
                node = node.get(Integer.parseInt(part));
                continue;
            }
            var component = Arrays.stream(type.getRecordComponents())
                    .filter(c -> c.getName().equals(part))
                    .findFirst();
            if (component.isEmpty()) {
                return false;
            }
            type = typeOf(component.get());
            node = node == null ? null : node.get(part);
        }
        return true;
    }

    private static Class<?> typeOf(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                ? (Class<?>) list.getActualTypeArguments()[0]
                : component.getType();
    }

    private static JsonNode shuffled(JsonNode node, Random random) {
        if (node.isArray()) {
            var items = new ArrayList<JsonNode>();
            node.forEach(item -> items.add(shuffled(item, random)));
            Collections.shuffle(items, random);
            return JSON.createArrayNode().addAll(items);
        }
        if (node.isObject()) {
            var names = new ArrayList<String>();
            node.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            var object = JSON.createObjectNode();
            names.forEach(name -> object.set(name, shuffled(node.get(name), random)));
            return object;
        }
        return node;
    }

    private static Stream<Assessment.Remark> all(Assessment assessment) {
        return Stream.concat(
                assessment.findings().stream(), assessment.goals().stream().flatMap(goal -> goal.findings().stream()));
    }

    private static List<Level> levels(Assessment assessment) {
        return assessment.goals().stream()
                .map(Assessment.OfGoal::level)
                .sorted()
                .toList();
    }

    private static List<Advice> weights(Assessment assessment) {
        return all(assessment).map(Assessment.Remark::advice).sorted().toList();
    }

    private static Assessment assess(ObjectNode tree) {
        return Assessment.of(Body.read(tree, PledgeForm.class).incomplete(), TODAY);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
