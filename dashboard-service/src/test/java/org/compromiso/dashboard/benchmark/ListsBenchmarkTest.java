package org.compromiso.dashboard.benchmark;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.dashboard.facets.Where;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.dashboard.lists.Listing;
import org.compromiso.dashboard.lists.Order;
import org.compromiso.dashboard.pledges.PledgeFilter;
import org.compromiso.dashboard.pledges.PledgeItem;
import org.compromiso.dashboard.search.Searches;
import org.compromiso.platform.testing.LocalServices;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * First pages over HTTP with 100,000 pledges, against the statements that the service sends for them, on as many
 * connections: by pgbench, if it is installed, and by a JDBC loop. Both only fetch the rows. A search is two statements.
 * It reports.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class ListsBenchmarkTest {

    private static final Logger LOG = Logger.getLogger("benchmark");
    private static final int PLEDGES = 100_000;
    private static final int CONNECTIONS = 8;
    private static final int SECONDS = 5;

    /** Seconds; with fewer the compiler takes more of the cores than the service. */
    private static final int WARM_UP = 60;

    private static final int PAGE = 20;
    /** Of what is looked for: each stands in a few hundred pledges. */
    private static final int SEARCHES = 20;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$([0-9]+)");
    private static final Pattern TRANSACTIONS = Pattern.compile("tps = ([0-9.]+) \\(without initial");

    @Inject
    Pool pool;

    @Inject
    Searches searches;

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String jdbcUrl;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void report() {
        load();
        given().get("/api/dashboard/pledges").then().statusCode(200).body("items.size()", equalTo(PAGE));
        var list = Load.get("/api/dashboard/pledges", "");
        compare("list", List.of(list), List.of(List.of(listed())));
        var words = new Rows(pool)
                        .query(
                                "select word from word where length(word) >= 5 order by word offset 1000 limit $1",
                                SEARCHES)
                        .stream()
                        .map(row -> row.getString("word"))
                        .toList();
        compare(
                "search",
                words.stream()
                        .map(word -> Load.get(
                                "/api/dashboard/pledges?q=" + URLEncoder.encode(word, StandardCharsets.UTF_8), ""))
                        .toList(),
                words.stream().map(this::searched).toList());
    }

    /**
     * @param requests asked in turn
     * @param statements the same, each with the statements it comes to
     */
    private void compare(String what, List<byte[]> requests, List<List<String>> statements) {
        var mine = new Load(service.getPort(), CONNECTIONS);
        DoubleSupplier ask = () -> mine.during(SECONDS * 1_000L, 200, n -> requests.get(Math.abs(n) % requests.size()));
        IntStream.range(0, WARM_UP / SECONDS).forEach(i -> ask.getAsDouble());
        var rounds = new Rounds().add("service", ask).add("jdbc", () -> jdbc(statements));
        if (pgbenchIsInstalled()) {
            rounds.add("pgbench", () -> pgbench(statements));
        }
        rounds.run();
        LOG.info(() -> """

                first pages per second, median (min to max) of 5 interleaved rounds, %,d pledges, %d connections
                %-8s service     %s
                         JDBC        %s
                           ratio     %s   goal 0.50
                         pgbench     %s
                           ratio     %s   goal 0.50""".formatted(
                        PLEDGES,
                        CONNECTIONS,
                        what,
                        rounds.figures("service"),
                        rounds.figures("jdbc"),
                        rounds.ratio("service", "jdbc"),
                        pgbenchIsInstalled() ? rounds.figures("pgbench") : "not installed",
                        pgbenchIsInstalled() ? rounds.ratio("service", "pgbench") : ""));
    }

    private double jdbc(List<List<String>> statements) {
        var threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            var asking = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < CONNECTIONS; i++) {
                asking.add(() -> fetch(statements, until));
            }
            var begin = System.nanoTime();
            var fetched = 0L;
            for (var each : threads.invokeAll(asking)) {
                fetched += each.get();
            }
            return fetched * 1e9 / (System.nanoTime() - begin);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private int fetch(List<List<String>> statements, long until) throws SQLException {
        // Prepared in the server from the second time on.
        try (var connection = DriverManager.getConnection(jdbcUrl + "&prepareThreshold=1", user, password)) {
            connection.setAutoCommit(true);
            connection.createStatement().execute("set random_page_cost = 1.1");
            var fetched = 0;
            for (; System.nanoTime() < until; fetched++) {
                for (var sql : statements.get(fetched % statements.size())) {
                    try (var statement = connection.prepareStatement(sql);
                            var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            rows.getString(2);
                        }
                    }
                }
            }
            return fetched;
        }
    }

    private double pgbench(List<List<String>> statements) {
        try {
            var folder = Files.createTempDirectory("pgbench");
            var address = URI.create(jdbcUrl.substring("jdbc:".length()));
            var words = new ArrayList<>(List.of(
                    "pgbench",
                    "--no-vacuum",
                    "--protocol=prepared",
                    "--client=" + CONNECTIONS,
                    "--jobs=2",
                    "--time=" + SECONDS,
                    "--host=" + address.getHost(),
                    "--port=" + address.getPort(),
                    "--username=" + user));
            for (int i = 0; i < statements.size(); i++) {
                var file = folder.resolve(i + ".sql");
                Files.writeString(
                        file,
                        statements.get(i).stream()
                                .map(sql -> sql.replace('\n', ' ') + ";\n")
                                .collect(joining()));
                words.add("--file=" + file);
            }
            words.add(address.getPath().substring(1));
            var process = new ProcessBuilder(words).redirectErrorStream(true);
            process.environment().put("PGPASSWORD", password);
            process.environment().put("PGOPTIONS", "-c random_page_cost=1.1");
            var running = process.start();
            var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var found = TRANSACTIONS.matcher(said);
            if (!found.find()) {
                throw new IllegalStateException(said);
            }
            for (int i = 0; i < statements.size(); i++) {
                Files.delete(folder.resolve(i + ".sql"));
            }
            Files.delete(folder);
            return Double.parseDouble(found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean pgbenchIsInstalled() {
        return java.util.Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "pgbench")));
    }

    private static String listed() {
        var where = new PledgeFilter().where(new Choices(), LocalDate.now());
        var listing = new Listing(
                "pledge", Order.by("registered_on", Order.Kind.DATE, true), Optional.empty(), PledgeItem.NOT_SHOWN);
        return literal(listing.statement(where, Optional.empty(), PAGE + 1), where);
    }

    private List<String> searched(String word) {
        var choices = new Choices();
        var where = new PledgeFilter().where(choices, LocalDate.now());
        var search = searches.ask(choices, word).look().await().indefinitely();
        var listing = new Listing("pledge", Order.byRelevance("registered_on"), search, PledgeItem.NOT_SHOWN);
        return List.of(
                Searches.NEAR.replace("$1", "'{" + word + "}'"),
                literal(listing.statement(where, Optional.empty(), PAGE + 1), where));
    }

    /** With the values in the place of their placeholders; none of them needs escaping. */
    private static String literal(String sql, Where where) {
        var values = where.values();
        return PLACEHOLDER.matcher(sql).replaceAll(found -> {
            var value = values.getValue(Integer.parseInt(found.group(1)) - 1);
            return value instanceof Number
                    ? value.toString()
                    : value instanceof Object[] many
                            ? "'{"
                                    + java.util.Arrays.stream(many)
                                            .map(String::valueOf)
                                            .collect(joining(",")) + "}'"
                            : "'" + value + "'";
        });
    }

    private void load() {
        var rows = new Rows(pool);
        rows.query("create table vocabulary (number int primary key, word text)");
        rows.query(
                "insert into vocabulary select i, substr(translate(md5(i::text), '0123456789', 'ghijklmnop'), 1, 4 + i % 7)"
                        + " from generate_series(1, 20000) as i");
        rows.query(
                "insert into word select word, word, near_forms(word) from (select distinct word from vocabulary) as w");
        rows.query("select setseed(0.5)");
        for (int from = 0; from < PLEDGES; from += 2_500) {
            rows.query(INSERT, from + 1, from + 2_500);
        }
        rows.query("analyze pledge");
        rows.query("analyze word");
    }

    private static final String TEXT =
            "(select string_agg(word, ' ') from vocabulary where number in (select 1 + floor(random() * random() * 19999)::int"
                    + " from generate_series(1, %d) where i = i))";

    private static final String INSERT = """
            insert into pledge (generation, reference, version, type, registration, headline, participations, entity_kind,
              scope, registered_on, year, ends_on, title_key, objectives, principles, sdgs, natures, countries, regions,
              state)
            select (select generation from live), reference, 1, 'individual', 'registered', headline, 1, 'state', 'national',
              registered, extract(year from registered), ends, title, '{1,9}', '{human-rights}', '{8,8.8}', '{policy}',
              '{PE}', '{001,005,019}',
              jsonb_build_object('reference', reference, 'type', 'individual', 'title', title,
                'language', (array['en','es','fr'])[1 + floor(random() * 3)::int],
                'entity', jsonb_build_object('name', 'Perú – MIGRACIONES', 'kind', 'state', 'otherKind', null,
                  'country', 'PE', 'champion', false),
                'representedBy', null, 'participants', '[]'::jsonb, 'participations', 1, 'joins', null,
                'support', '[]'::jsonb, 'natures', '["policy"]'::jsonb, 'financial', '[]'::jsonb, 'mirror', false,
                'scope', 'national', 'countries', '["PE"]'::jsonb, 'regions', '[]'::jsonb, 'locality', null,
                'objectives', '{"primary":[1],"other":[9]}'::jsonb, 'principles', '["human-rights"]'::jsonb,
                'sdgTargets', '["8.8"]'::jsonb, 'workstreams', '[]'::jsonb, 'description', long, 'need', short,
                'means', short, 'goals', jsonb_build_array(jsonb_build_object('number', 1, 'statement', short,
                  'indicator', title, 'baseline', '0', 'target', '10', 'unit', 'people', 'due', ends)),
                'startsOn', registered, 'endsOn', ends, 'firstEndsOn', ends, 'timesMoved', 0,
                'registration', 'registered', 'submission', 1, 'registeredOn', registered, 'supersededBy', null,
                'compliance', jsonb_build_object('headline', headline, 'selfReported', null, 'assessed', null,
                  'unverified', false), 'demo', false)
            from (
              select 'P-2026-' || lpad(i::text, 6, '0') as reference,
                (array['not-started','in-progress','partly-fulfilled','fulfilled'])[1 + floor(random() * 4)::int] as headline,
                date '2021-01-01' + floor(random() * 2100)::int as registered,
                date '2024-01-01' + floor(random() * 2100)::int as ends,
                %s as title, %s as long, %s as short
              from generate_series($1::int, $2::int) as i) as made
            """.formatted(TEXT.formatted(8), TEXT.formatted(150), TEXT.formatted(30));
}
