package org.compromiso.dashboard.streams;

import static java.util.stream.Collectors.toMap;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.compromiso.dashboard.changes.EventStream;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.MovableClock;
import org.compromiso.dashboard.fixtures.NaivePledges;
import org.compromiso.dashboard.fixtures.NaivePractices;
import org.compromiso.dashboard.fixtures.PledgeLives;
import org.compromiso.dashboard.fixtures.Questions;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.dashboard.pledges.WantedPledges;
import org.compromiso.platform.codes.CodeLists;
import org.compromiso.platform.testing.LocalServices;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What readers get over HTTP against a naive model of the events, after a random stream of them went through Kafka, the
 * projector and the rebuilder of the running service. Every failure names its seed; {@code -Dcompromiso.test.seed=}
 * brings the same lives and questions again.
 */
@QuarkusTest
@TestProfile(StreamsTest.Alone.class)
@QuarkusTestResource(LocalServices.class)
class StreamsTest {

    /** A service with nothing in it yet; small batches, a short memory and a quick pulse. */
    public static class Alone implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "compromiso.projection.batch", "10",
                    "compromiso.changes.kept", "32",
                    "compromiso.changes.heartbeat", "PT0.2S");
        }
    }

    /** Codes that a filter takes, by its name. */
    private static final Map<String, List<String>> LISTS = Map.ofEntries(
            Map.entry("registration", List.of("registrations")),
            Map.entry("type", List.of("pledge-types")),
            Map.entry("compliance", List.of("compliance-states")),
            Map.entry("objective", List.of("objectives")),
            Map.entry("principle", List.of("principles")),
            Map.entry("sdg", List.of("sdgs", "sdg-targets")),
            Map.entry("region", List.of("regions")),
            Map.entry("country", List.of("countries")),
            Map.entry("entityKind", List.of("entity-kinds")),
            Map.entry("nature", List.of("natures")),
            Map.entry("scope", List.of("scopes")));

    private static final Map<String, List<String>> LISTS_OF_PRACTICES = Map.of(
            "type", List.of("practice-types"),
            "objective", List.of("objectives"),
            "principle", List.of("principles"),
            "sdg", List.of("sdgs", "sdg-targets"),
            "region", List.of("regions"),
            "country", List.of("countries"),
            "implementerKind", List.of("entity-kinds"),
            "entityKind", List.of("entity-kinds"),
            "scope", List.of("scopes"));

    /** Changes no list. */
    private static final String SUBMITTED = "org.compromiso.PledgeSubmitted.v1";

    private static final String YEAR = "year";
    private static final Set<String> REGISTERED = Set.of("registered");
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 14);
    private static final int QUESTIONS = 40;

    /** What the tests of this class ask about; brought once. */
    private static StreamedService streamed;

    private static Follower follower;
    private static long seed;

    @Inject
    Pool pool;

    @TestHTTPResource("/api/dashboard")
    URI root;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Kafka kafka;
    private Rows rows;
    private Api api;
    private NaiveAnswers naive;

    @BeforeEach
    void stream() throws Exception {
        kafka = new Kafka(bootstrapServers);
        rows = new Rows(pool);
        api = new Api(root);
        on(TODAY);
        if (streamed == null) {
            seed = Long.getLong("compromiso.test.seed", new Random().nextLong());
            streamed = new StreamedService(kafka, rows);
            bring();
        }
        naive = streamed.naive();
    }

    private void bring() throws Exception {
        // A service that has just started has no list yet.
        patiently().untilAsserted(() -> api.get("/overview", Map.of()));
        follower = new Follower(URI.create(root + "/changes"), api, seed);
        try {
            streamed.bring(seed);
            var newest = rows.query("select max(number) as number from change where type <> $1", SUBMITTED)
                    .get(0)
                    .getLong("number");
            patiently().until(() -> follower.last() >= newest);
        } finally {
            follower.leave();
        }
    }

    @AfterEach
    void goOn() {
        MovableClock.goOn();
    }

    @Test
    void pledges_in_lists_exports_and_totals_are_those_that_the_filters_mean() throws IOException {
        var random = new Random(seed);
        var newest = naive.pledges.newest();
        var questions = new Questions(seed, naive.pledges);
        for (var wanted : deciding(newest, random)) {
            ask(new Question(wanted, null, null), newest, TODAY, random);
        }
        for (int i = 0; i < QUESTIONS; i++) {
            var word = random.nextInt(3) == 0 ? one(PledgeLives.WORDS, random) : null;
            var refused = word != null && random.nextBoolean() ? one(PledgeLives.WORDS, random) : null;
            var day = questions.day();
            on(day);
            ask(new Question(known(questions.wanted()), word, refused), newest, day, random);
        }
    }

    @Test
    void practices_in_lists_and_exports_are_those_that_the_filters_mean() {
        var random = new Random(seed);
        var published = naive.practices.published();
        var asked = new ArrayList<Map<String, Set<String>>>();
        asked.add(Map.of());
        var names = new ArrayList<>(LISTS_OF_PRACTICES.keySet());
        names.add(YEAR);
        Collections.sort(names);
        names.forEach(name -> asked.add(Map.of(
                name,
                deciding(
                        name,
                        published,
                        LISTS_OF_PRACTICES,
                        NaivePractices::codes,
                        random,
                        codes -> NaivePractices.matching(published, Map.of(name, codes))
                                .size()))));
        for (int i = 0; i < QUESTIONS / 2; i++) {
            var filters = new HashMap<String, Set<String>>();
            Collections.shuffle(names, random);
            for (var name : names.subList(0, 1 + random.nextInt(2))) {
                var codes = sample(name, published, LISTS_OF_PRACTICES, NaivePractices::codes);
                Collections.shuffle(codes, random);
                filters.put(name, Set.copyOf(codes.subList(0, 1 + random.nextInt(2))));
            }
            asked.add(filters);
        }
        for (var filters : asked) {
            var why = "seed " + seed + ", " + filters;
            var meant = NaivePractices.matching(published, filters);
            var sort = one(List.of("newest", "title"), random);
            var parameters = new HashMap<String, Collection<String>>(filters);
            assertSame(
                    meant.stream()
                            .map(practice -> NaiveAnswers.practiceRow(practice, TODAY))
                            .toList(),
                    listOf(api.get("/exports/practices.json", parameters)),
                    why);
            parameters.put("sort", List.of(sort));
            assertSame(
                    meant.stream()
                            .sorted(order(sort, "publishedOn"))
                            .map(NaiveAnswers::practiceItem)
                            .toList(),
                    api.all("/practices", parameters, 1 + random.nextInt(12)),
                    why + " by " + sort);
        }
    }

    @Test
    void one_pledge_its_history_and_its_reports_are_what_the_events_tell() {
        var random = new Random(seed);
        for (var reference : naive.references()) {
            var why = "seed " + seed + ", " + reference;
            var path = "/pledges/" + reference;
            assertSame(naive.detail(reference, TODAY), api.get(path, Map.of()), why);
            assertSame(
                    naive.history(reference),
                    api.all(path + "/history", Map.of(), 1 + random.nextInt(4)),
                    why + ", history");
            assertSame(
                    naive.reports(reference),
                    api.all(path + "/reports", Map.of(), 1 + random.nextInt(3)),
                    why + ", reports");
        }
        for (var practice : naive.practices.newest()) {
            var reference = practice.get("reference").asText();
            assertSame(
                    naive.practiceDetail(practice),
                    api.get("/practices/" + reference, Map.of()),
                    "seed " + seed + ", " + reference);
        }
    }

    @Test
    void who_comes_back_again_and_again_is_told_every_change_once_in_order_and_ends_with_the_lists() {
        var why = "seed " + seed + ", " + follower.connections() + " connections";
        assertTrue(follower.connections() > 3, why);

        var changes = changesAfter(follower.begin);
        assertEquals(
                changes,
                follower.told.stream()
                        .map(sent -> sent.id() + " " + sent.type())
                        .toList(),
                why);
        assertTrue(changes.stream().filter(change -> change.endsWith(" reset")).count() >= 1, why);
        for (var sent : follower.told) {
            if (!sent.type().equals("reset")) {
                var item = NaivePledges.json(sent.data());
                var subject = item.get("reference").asText();
                assertTrue(
                        naive.itemsOf(subject, TODAY).stream().anyMatch(state -> same(state, item)),
                        () -> why + ": " + item);
            }
        }
        var lists = new TreeMap<String, JsonNode>();
        for (var pledge : naive.pledges.newest()) {
            lists.put(pledge.get("reference").asText(), NaiveAnswers.item(pledge, TODAY));
        }
        var archived = new TreeSet<String>();
        for (var practice : naive.practices.newest()) {
            var reference = practice.get("reference").asText();
            if (practice.get("state").asText().equals("archived")) {
                archived.add(reference);
            } else {
                lists.put(reference, NaiveAnswers.practiceItem(practice));
            }
        }
        // An edition that comes after the archival is told with its item, which does not say that it is archived.
        var copy = new TreeMap<>(follower.copy);
        copy.keySet().removeAll(archived);
        assertEquals(lists.keySet(), copy.keySet(), why);
        lists.forEach((reference, item) -> assertSame(item, copy.get(reference), why));
    }

    @Test
    void changes_have_numbers_without_gaps_and_are_what_was_sent() {
        var why = "seed " + seed;
        var sent = streamed.events().stream()
                .collect(toMap(event -> event.subject() + " " + event.version(), Event::type));
        var numbers = new ArrayList<Long>();
        var told = new HashSet<String>();
        for (var row : rows.query("select number, type, subject, version from change order by number")) {
            numbers.add(row.getLong("number"));
            if (!row.getString("type").equals("reset")) {
                var change = row.getString("subject") + " " + row.getLong("version");
                assertEquals(sent.get(change), row.getString("type"), () -> why + ": " + change);
                assertTrue(told.add(change), () -> why + ": twice " + change);
            }
        }
        assertEquals(
                IntStream.rangeClosed(1, numbers.size()).mapToObj(Long::valueOf).toList(), numbers, why);
        var kept = rows
                .query("select subject || ' ' || version as version from history"
                        + " where generation = (select generation from live)")
                .stream()
                .map(row -> row.getString("version"))
                .toList();
        assertEquals(new TreeSet<>(sent.keySet()), new TreeSet<>(kept), why);
        assertEquals(sent.size(), kept.size(), why);
        for (var topic : Kafka.TOPICS) {
            assertEquals(List.of(), kafka.deadLettersOf(topic).all(), why);
        }
    }

    @Test
    void a_reader_who_hears_nothing_new_is_sent_a_sign_of_life_at_every_beat() throws Exception {
        try (var stream = new EventStream(URI.create(root + "/changes"), null)) {
            patiently().until(() -> stream.comments.size() > 3);
            assertEquals(List.of(), stream.events());
        }
    }

    /** Each on top of the streams before. */
    @Tag("full")
    @RepeatedTest(8)
    void all_of_that_after_other_streams() throws Exception {
        seed = new Random().nextLong();
        bring();
        naive = streamed.naive();
        who_comes_back_again_and_again_is_told_every_change_once_in_order_and_ends_with_the_lists();
        changes_have_numbers_without_gaps_and_are_what_was_sent();
        pledges_in_lists_exports_and_totals_are_those_that_the_filters_mean();
        on(TODAY);
        practices_in_lists_and_exports_are_those_that_the_filters_mean();
        one_pledge_its_history_and_its_reports_are_what_the_events_tell();
    }

    /**
     * What is asked of pledges.
     *
     * @param word looked for in the text; null for none
     * @param refused a word that must not be there; null for none
     */
    private record Question(WantedPledges wanted, String word, String refused) {

        List<JsonNode> of(List<JsonNode> pledges, LocalDate day) {
            return NaivePledges.matching(pledges, wanted, day).stream()
                    .filter(pledge -> word == null || says(pledge, word))
                    .filter(pledge -> refused == null || !says(pledge, refused))
                    .toList();
        }

        private static boolean says(JsonNode pledge, String word) {
            return pledge.get("title").asText().contains(word);
        }

        Map<String, Collection<String>> parameters() {
            var parameters = new LinkedHashMap<String, Collection<String>>(wanted.codes());
            // What is meant when nothing is said.
            parameters.remove("registration", REGISTERED);
            if (!wanted.joins().isEmpty()) {
                parameters.put("joins", wanted.joins());
            }
            if (wanted.overdue() != null) {
                parameters.put("overdue", List.of(wanted.overdue().toString()));
            }
            if (wanted.silent() != null) {
                parameters.put("silent", List.of(wanted.silent().toString()));
            }
            return parameters;
        }

        String text() {
            return word + (refused == null ? "" : " -" + refused);
        }
    }

    private void ask(Question question, List<JsonNode> newest, LocalDate day, Random random) throws IOException {
        var why = "seed " + seed + ", " + day + ", " + question;
        var meant = question.of(newest, day);
        var counted = NaivePledges.matching(newest, question.wanted(), day);
        var parameters = question.parameters();

        assertTotals(counted, api.get("/overview", parameters), why);
        if (random.nextInt(4) == 0) {
            var before = day.minusDays(random.nextInt(700));
            var then = new LinkedHashMap<>(parameters);
            then.put("asOf", List.of(before.toString()));
            assertTotals(
                    NaivePledges.matching(naive.pledges.inForceOn(before), question.wanted(), before),
                    api.get("/overview", then),
                    why + " as of " + before);
        }

        var sorts = new ArrayList<>(List.of("newest", "title", "deadline"));
        if (question.word() != null) {
            parameters.put("q", List.of(question.text()));
            sorts.add("relevance");
        }
        assertSame(
                meant.stream().map(pledge -> NaiveAnswers.row(pledge, day)).toList(),
                listOf(api.get("/exports/pledges.json", parameters)),
                why);
        if (random.nextInt(5) == 0) {
            assertEquals(references(meant), references(api.text("/exports/pledges.csv", parameters)), why);
        }
        var sort = one(sorts, random);
        parameters.put("sort", List.of(sort));
        var limit = one(List.of(1, 3, 7, 20, 100), random);
        var listed = api.all("/pledges", parameters, limit);
        if (sort.equals("relevance")) {
            assertEquals(new LinkedHashSet<>(references(listed)).size(), listed.size(), why);
            listed.sort(Comparator.comparing(item -> item.get("reference").asText()));
        }
        assertSame(
                meant.stream()
                        .sorted(order(sort, "registeredOn"))
                        .map(pledge -> NaiveAnswers.item(pledge, day))
                        .toList(),
                listed,
                why + " by " + sort + ", " + limit + " at once");
    }

    private static void assertTotals(List<JsonNode> expected, JsonNode overview, String why) {
        assertEquals(expected.size(), overview.get("pledges").asInt(), why);
        assertEquals(
                expected.stream()
                        .mapToInt(pledge -> pledge.get("participations").asInt())
                        .sum(),
                overview.get("participations").asInt(),
                why);
    }

    /** For every filter a question that it decides: some pledges are meant, and some are not. */
    private static List<WantedPledges> deciding(List<JsonNode> pledges, Random random) {
        var registered = new WantedPledges(Map.of("registration", REGISTERED), Set.of(), null, null);
        var asked = new ArrayList<>(List.of(registered));
        var all = NaivePledges.matching(pledges, registered, TODAY);
        Stream.concat(LISTS.keySet().stream(), Stream.of(YEAR))
                .filter(name -> !name.equals("registration"))
                .sorted()
                .forEach(name -> asked.add(wanted(
                        name,
                        deciding(
                                name,
                                all,
                                LISTS,
                                NaivePledges::codes,
                                random,
                                codes -> NaivePledges.matching(all, wanted(name, codes), TODAY)
                                        .size()))));
        asked.add(new WantedPledges(Map.of("registration", Set.of("withdrawn", "superseded")), Set.of(), null, null));
        asked.add(new WantedPledges(registered.codes(), Set.of(one(joined(all), random), "P-2026-999999"), null, null));
        for (var flag : List.of(true, false)) {
            asked.add(new WantedPledges(registered.codes(), Set.of(), flag, null));
            asked.add(new WantedPledges(registered.codes(), Set.of(), null, flag));
        }
        for (var wanted : asked.subList(1, asked.size())) {
            var meant = NaivePledges.matching(pledges, wanted, TODAY).size();
            assertTrue(meant > 0 && meant < pledges.size(), () -> "seed " + seed + " decides nothing by " + wanted);
        }
        return asked;
    }

    private static WantedPledges wanted(String name, Set<String> codes) {
        return new WantedPledges(Map.of("registration", REGISTERED, name, codes), Set.of(), null, null);
    }

    private static List<String> joined(List<JsonNode> pledges) {
        return pledges.stream()
                .filter(pledge -> pledge.get("joins").isTextual())
                .map(pledge -> pledge.get("joins").asText())
                .distinct()
                .sorted()
                .toList();
    }

    /** Codes of which some have one and others have none. */
    private static Set<String> deciding(
            String name,
            List<JsonNode> all,
            Map<String, List<String>> lists,
            BiFunction<String, JsonNode, Set<String>> codes,
            Random random,
            Function<Set<String>, Integer> meant) {
        var sample = sample(name, all, lists, codes);
        Collections.shuffle(sample, random);
        for (int most = 2; most > 0; most--) {
            for (int i = 0; i + most <= sample.size(); i++) {
                var chosen = Set.copyOf(sample.subList(i, i + most));
                var count = meant.apply(chosen);
                if (count > 0 && count < all.size()) {
                    return chosen;
                }
            }
        }
        throw new AssertionError("seed " + seed + " decides nothing by " + name);
    }

    /** What is said of a filter and known: other codes are refused. */
    private static List<String> sample(
            String name,
            List<JsonNode> all,
            Map<String, List<String>> lists,
            BiFunction<String, JsonNode, Set<String>> codes) {
        var sample = new TreeSet<String>();
        all.forEach(one -> sample.addAll(codes.apply(name, one)));
        sample.removeIf(code -> !isKnown(name, code, lists));
        return new ArrayList<>(sample);
    }

    private static WantedPledges known(WantedPledges wanted) {
        var codes = new HashMap<String, Set<String>>();
        wanted.codes().forEach((name, of) -> {
            var known = new TreeSet<>(of);
            known.removeIf(code -> !isKnown(name, code, LISTS));
            if (!known.isEmpty()) {
                codes.put(name, known);
            }
        });
        return new WantedPledges(codes, wanted.joins(), wanted.overdue(), wanted.silent());
    }

    private static boolean isKnown(String name, String code, Map<String, List<String>> lists) {
        return name.equals(YEAR)
                ? code.length() == 4
                : lists.get(name).stream()
                        .anyMatch(list -> CodeLists.codes(list).contains(code));
    }

    private static Comparator<JsonNode> order(String sort, String newest) {
        var reference =
                Comparator.comparing((JsonNode one) -> one.get("reference").asText());
        return switch (sort) {
            case "newest" ->
                Comparator.comparing((JsonNode one) -> one.get(newest).asText())
                        .thenComparing(reference)
                        .reversed();
            case "title" -> Comparator.comparing(StreamsTest::plainTitle).thenComparing(reference);
            case "deadline" ->
                Comparator.comparing((JsonNode one) -> one.get("endsOn").asText())
                        .thenComparing(reference);
            default -> reference;
        };
    }

    private static String plainTitle(JsonNode one) {
        return Normalizer.normalize(one.get("title").asText(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    /** What a reader is to be told after a change, by the table. */
    private List<String> changesAfter(long number) {
        return rows
                .query(
                        "select number, type from change where number > $1 and type <> $2 order by number",
                        number,
                        SUBMITTED)
                .stream()
                .map(row -> row.getLong("number") + " " + row.getString("type"))
                .toList();
    }

    private static void assertSame(List<JsonNode> expected, List<JsonNode> actual, String why) {
        assertEquals(references(expected), references(actual), why);
        for (int i = 0; i < expected.size(); i++) {
            assertSame(expected.get(i), actual.get(i), why);
        }
    }

    /** All that is expected is there and equal; there may be more. */
    private static void assertSame(JsonNode expected, JsonNode actual, String why) {
        assertNotNull(actual, why);
        assertTrue(same(expected, actual), () -> why + "\nexpected " + expected + "\nactual   " + actual);
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        var names = new ArrayList<String>();
        expected.fieldNames().forEachRemaining(names::add);
        return ((ObjectNode) actual.deepCopy()).retain(names).equals(expected);
    }

    private static List<JsonNode> listOf(JsonNode array) {
        var items = new ArrayList<JsonNode>();
        array.forEach(items::add);
        return items;
    }

    /** What tells items apart: reference, else version or number. */
    private static List<String> references(List<JsonNode> items) {
        return items.stream()
                .map(item -> Stream.of("reference", "version", "number")
                        .filter(item::has)
                        .findFirst()
                        .map(name -> item.get(name).asText())
                        .orElseThrow())
                .toList();
    }

    private static List<String> references(String csv) throws IOException {
        return CSVFormat.RFC4180.builder().setHeader().get().parse(new StringReader(csv)).getRecords().stream()
                .skip(1)
                .map(row -> row.get("reference"))
                .toList();
    }

    private static void on(LocalDate day) {
        MovableClock.set(day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC));
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
