package org.compromiso.dashboard.pledges;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.projection.Fact;
import org.compromiso.dashboard.search.Searches;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.json.JsonDefaults;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.platform.testing.PostgresForTests;
import org.flywaydb.core.Flyway;

/** The list of pledges, its filters and its search against a naive model, on a real database. */
class PledgeListPropertyTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    /** Words of no language, far from each other; the last is too short for an error. */
    private static final List<String> WORDS = List.of("zarapuk", "mokutin", "velúndra", "quibét", "fojw");

    private static final List<String> LANGUAGES = List.of("en", "es", "fr", "zh");
    private static final List<String> TYPES = List.of("individual", "joined");
    private static final List<String> HEADLINES = List.of("not-started", "in-progress", "fulfilled");
    private static final Map<String, String> REGION = Map.of("PE", "005", "AR", "005", "DE", "150");

    private static final Comparator<Promise> NEWEST = Comparator.comparing(Promise::registeredOn)
            .thenComparing(Promise::reference)
            .reversed();

    private static PostgresForTests postgres;
    private static Pool pool;
    private static Pool poolOfAnother;
    private static Vertx vertx;

    enum Sort {
        NEWEST,
        TITLE,
        DEADLINE,
        RELEVANCE
    }

    /** A pledge as the naive model has it. */
    private record Promise(
            String reference,
            long version,
            List<String> words,
            String language,
            String type,
            String country,
            Set<Integer> objectives,
            String headline,
            String registration,
            LocalDate registeredOn,
            LocalDate endsOn,
            LocalDate reportedOn) {

        String title() {
            return String.join(" ", words);
        }

        boolean closed() {
            return headline.equals("fulfilled") || registration.equals("withdrawn");
        }

        boolean overdue() {
            return endsOn.isBefore(TODAY) && !closed();
        }

        boolean silent() {
            var quiet = reportedOn == null || !reportedOn.isAfter(TODAY.minusMonths(12));
            return !registeredOn.isAfter(TODAY.minusMonths(12)) && !closed() && quiet;
        }
    }

    /** What is asked. */
    private record Question(
            String type,
            String country,
            Integer objective,
            String headline,
            Boolean overdue,
            Boolean silent,
            List<String> words,
            String refused) {

        boolean matches(Promise promise) {
            return promise.registration().equals("registered")
                    && (type == null || type.equals(promise.type()))
                    && (country == null || REGION.get(country).equals(REGION.get(promise.country())))
                    && (objective == null || promise.objectives().contains(objective))
                    && (headline == null || headline.equals(promise.headline()))
                    && (overdue == null || overdue == promise.overdue())
                    && (silent == null || silent == promise.silent())
                    && words.stream().allMatch(word -> promise.words().stream().anyMatch(w -> meant(word, w)))
                    && (refused == null || promise.words().stream().noneMatch(w -> plain(w).equals(plain(refused))));
        }

        String text() {
            return words.isEmpty() ? null : String.join(" ", words) + (refused == null ? "" : " -" + refused);
        }
    }

    @BeforeContainer
    static void start() {
        postgres = PostgresForTests.embedded();
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), postgres.user(), postgres.password())
                .locations("db/platform", "db/migration")
                .outOfOrder(true)
                .load()
                .migrate();
        vertx = Vertx.vertx();
        pool = pool();
        poolOfAnother = pool();
    }

    @AfterContainer
    static void stop() {
        pool.closeAndAwait();
        poolOfAnother.closeAndAwait();
        vertx.closeAndAwait();
        postgres.close();
    }

    @Property(tries = 120)
    void pages_hold_what_matches_once_and_miss_nothing_that_stayed_as_it_was(
            @ForAll long seed,
            @ForAll Sort sort,
            @ForAll @IntRange(min = 1, max = 7) int limit,
            @ForAll boolean changing,
            @ForAll boolean rankingAll) {
        var random = new Random(seed);
        var all = new LinkedHashMap<String, Promise>();
        for (int i = 0; i < 25; i++) {
            all.put(reference(i), promise(random, reference(i), 1));
        }
        clear();
        store(all.values());
        var question = question(random, sort == Sort.RELEVANCE);
        var matchingBefore = matching(all, question);
        var changed = new HashSet<String>();
        var ranked = rankingAll ? 1000 : 3;

        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = page(pool, ranked, question, sort, limit, cursor);
            // Another instance gives the same bytes, so the same ETag.
            assertEquals(json(page), json(page(poolOfAnother, ranked, question, sort, limit, cursor)));
            var matchesNow = matching(all, question).keySet();
            for (var item : page.items()) {
                assertTrue(matchesNow.contains(item.reference()), () -> item + " is not what " + question + " asks");
                seen.add(item.reference());
            }
            cursor = page.next();
            if (changing) {
                change(random, all, changed);
            }
        } while (cursor != null);

        var unchanged = matchingBefore.keySet().stream()
                .filter(reference -> !changed.contains(reference))
                .collect(toSet());
        assertEquals(unchanged, seen.stream().filter(r -> !changed.contains(r)).collect(toSet()), question::toString);
        assertEquals(
                unchanged.size(),
                seen.stream().filter(r -> !changed.contains(r)).count(),
                "twice: " + seen);
        var inOrder = seen.stream()
                .filter(unchanged::contains)
                .map(matchingBefore::get)
                .toList();
        var toBeRanked = matchingBefore.values().stream()
                .sorted(NEWEST)
                .limit(ranked)
                .map(Promise::reference)
                .collect(toSet());
        assertEquals(
                inOrder.stream().sorted(order(sort, question, toBeRanked)).toList(),
                inOrder,
                sort + " of " + question + ", ranked " + ranked);
    }

    private static Comparator<Promise> order(Sort sort, Question question, Set<String> ranked) {
        var byReference = Comparator.comparing(Promise::reference);
        return switch (sort) {
            case NEWEST -> NEWEST;
            case TITLE ->
                Comparator.<Promise, String>comparing(p -> plain(p.title())).thenComparing(byReference);
            case DEADLINE -> Comparator.comparing(Promise::endsOn).thenComparing(byReference);
            // Only the newest are ranked. What is found by an error alone comes last of them, the newest of it first;
            // the
            // rest the ranking decides.
            case RELEVANCE ->
                (one, other) -> {
                    var a = ranked.contains(one.reference()) && exact(one, question);
                    var b = ranked.contains(other.reference()) && exact(other, question);
                    if (a || b) {
                        return Boolean.compare(b, a);
                    }
                    var ranks = Boolean.compare(ranked.contains(other.reference()), ranked.contains(one.reference()));
                    return ranks != 0 ? ranks : NEWEST.compare(one, other);
                };
        };
    }

    private static boolean exact(Promise promise, Question question) {
        return question.words().stream()
                .anyMatch(word -> promise.words().stream().anyMatch(w -> plain(w).equals(plain(word))));
    }

    private static Map<String, Promise> matching(Map<String, Promise> all, Question question) {
        var matching = new LinkedHashMap<String, Promise>();
        all.values().stream().filter(question::matches).forEach(p -> matching.put(p.reference(), p));
        return matching;
    }

    /** Some are written anew, some are new; both may be anywhere in the order. */
    private static void change(Random random, Map<String, Promise> all, Set<String> changed) {
        for (int i = random.nextInt(4); i > 0; i--) {
            var reference = reference(random.nextInt(all.size() + 1));
            var version = all.containsKey(reference) ? all.get(reference).version() + 1 : 1;
            var promise = promise(random, reference, version);
            all.put(reference, promise);
            changed.add(reference);
            store(List.of(promise));
        }
    }

    private static Promise promise(Random random, String reference, long version) {
        var words = new ArrayList<String>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            words.add(one(random, WORDS));
        }
        return new Promise(
                reference,
                version,
                words,
                one(random, LANGUAGES),
                one(random, TYPES),
                one(random, List.of("PE", "AR", "DE")),
                Set.of(1 + random.nextInt(3), 4 + random.nextInt(3)),
                one(random, HEADLINES),
                random.nextInt(6) == 0 ? "withdrawn" : "registered",
                TODAY.minusMonths(random.nextInt(30)),
                TODAY.plusDays(random.nextInt(5) - 2),
                random.nextBoolean() ? null : TODAY.minusMonths(random.nextInt(24)));
    }

    private static Question question(Random random, boolean searching) {
        var words = new ArrayList<String>();
        for (int i = searching ? 1 + random.nextInt(2) : random.nextInt(2); i > 0; i--) {
            words.add(typed(random, one(random, WORDS)));
        }
        return new Question(
                maybe(random, TYPES),
                maybe(random, List.of("PE", "DE")),
                random.nextInt(4) == 0 ? 1 + random.nextInt(6) : null,
                maybe(random, HEADLINES),
                maybe(random, List.of(true, false)),
                maybe(random, List.of(true, false)),
                words,
                words.isEmpty() ? null : maybe(random, WORDS));
    }

    /** As a reader types it: without accents, or with one error. */
    private static String typed(Random random, String word) {
        var at = random.nextInt(word.length() - 1);
        return switch (random.nextInt(7)) {
            case 0 -> plain(word);
            case 1 -> word.substring(0, at) + word.substring(at + 1);
            case 2 -> word.substring(0, at) + "x" + word.substring(at);
            case 3 -> word.substring(0, at) + "x" + word.substring(at + 1);
            case 4 -> word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
            default -> word;
        };
    }

    private static boolean meant(String typed, String word) {
        var distance = distance(plain(typed), plain(word));
        return distance == 0 || (distance == 1 && typed.length() >= 5);
    }

    /** The textbook's table; a swap of neighbours is one error. */
    private static int distance(String a, String b) {
        var table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                var same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                table[i][j] = Math.min(Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1), table[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }
        return table[a.length()][b.length()];
    }

    private static String plain(String text) {
        return text.replace('ú', 'u').replace('é', 'e');
    }

    private static Page<PledgeItem> page(
            Pool pool, int ranked, Question question, Sort sort, int limit, String cursor) {
        var filter = new PledgeFilter();
        filter.type = listed(question.type());
        filter.region = question.country() == null ? List.of() : List.of(REGION.get(question.country()));
        filter.objective = listed(question.objective());
        filter.compliance = listed(question.headline());
        filter.overdue = question.overdue() == null
                ? List.of()
                : List.of(question.overdue().toString());
        filter.silent = question.silent() == null
                ? List.of()
                : List.of(question.silent().toString());
        return new PledgeList(pool, CLOCK, new Searches(pool, ranked))
                .page(question.text(), filter, sort.name().toLowerCase(java.util.Locale.ROOT), request(limit, cursor))
                .await()
                .atMost(java.time.Duration.ofSeconds(20));
    }

    private static PageRequest request(int limit, String cursor) {
        try {
            var request = new PageRequest();
            for (var field : PageRequest.class.getDeclaredFields()) {
                field.setAccessible(true);
                if (field.getName().equals("limit")) {
                    field.set(request, Integer.toString(limit));
                } else if (field.getName().equals("cursor")) {
                    field.set(request, cursor);
                }
            }
            return request;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void clear() {
        execute("delete from pledge", Tuple.tuple());
        execute("delete from word", Tuple.tuple());
    }

    private static void store(Iterable<Promise> promises) {
        var model = new PledgeModel();
        var facts = new ArrayList<Fact>();
        promises.forEach(promise -> facts.add(model.read(event(promise))));
        var columns = facts.stream().map(Fact::columns).toArray(String[]::new);
        execute(model.table().orElseThrow().common(), Tuple.tuple().addArrayOfString(columns));
        execute(
                model.table().orElseThrow().upsert(),
                Tuple.tuple()
                        .addInteger(1)
                        .addArrayOfString(facts.stream().map(Fact::subject).toArray(String[]::new))
                        .addArrayOfLong(facts.stream().map(Fact::version).toArray(Long[]::new))
                        .addArrayOfString(columns)
                        .addArrayOfString(facts.stream().map(Fact::state).toArray(String[]::new)));
    }

    private static IncomingEvent event(Promise promise) {
        var value = Event.pledge(promise.reference(), promise.version());
        var pledge = Event.pledgeIn(value);
        pledge.put("title", promise.title())
                .put("language", promise.language())
                .put("type", promise.type())
                .put("registration", promise.registration())
                .put("registeredOn", promise.registeredOn().toString())
                .put("endsOn", promise.endsOn().toString());
        pledge.putArray("countries").add(promise.country());
        pledge.putArray("regions");
        var primary = ((ObjectNode) pledge.get("objectives")).putArray("primary");
        promise.objectives().forEach(primary::add);
        var compliance = (ObjectNode) pledge.get("compliance");
        compliance.put("headline", promise.headline());
        if (promise.reportedOn() != null) {
            compliance
                    .putObject("selfReported")
                    .put("state", "in-progress")
                    .put("on", promise.reportedOn().minusDays(3).toString())
                    .put("receivedOn", promise.reportedOn().toString())
                    .put("report", 1);
        }
        return new IncomingEvent(
                UUID.randomUUID(),
                Event.REGISTERED,
                promise.reference(),
                promise.version(),
                OffsetDateTime.parse("2026-11-21T10:00:00Z"),
                promise.reference(),
                value,
                java.util.Optional.empty());
    }

    private static void execute(String sql, Tuple values) {
        pool.preparedQuery(sql).execute(values).await().atMost(java.time.Duration.ofSeconds(20));
    }

    private static Pool pool() {
        return Pool.pool(
                vertx,
                PgConnectOptions.fromUri(postgres.reactiveUrl())
                        .setUser(postgres.user())
                        .setPassword(postgres.password()),
                new PoolOptions().setMaxSize(2));
    }

    private static String json(Page<PledgeItem> page) {
        try {
            return JsonDefaults.mapper().writeValueAsString(page);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String reference(int number) {
        return "P-2026-%06d".formatted(number);
    }

    private static List<String> listed(Object value) {
        return value == null ? List.of() : List.of(value.toString());
    }

    private static <T> T maybe(Random random, List<T> from) {
        return random.nextInt(4) == 0 ? one(random, from) : null;
    }

    private static <T> T one(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
