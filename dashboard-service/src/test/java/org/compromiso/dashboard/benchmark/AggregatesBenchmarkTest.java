package org.compromiso.dashboard.benchmark;

import static io.restassured.RestAssured.given;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.compromiso.dashboard.facets.Regions;
import org.compromiso.dashboard.fixtures.PledgeLives;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.testing.LocalServices;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The aggregates over HTTP with 100,000 pledges: what is kept against a bare Vert.x handler that serves the same bytes
 * from the same JVM, and what no cache has seen against a live GROUP BY in the same service. It reports; that both sides
 * answer the same is asserted.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
@TestProfile(AggregatesBenchmarkTest.CountedAndLet.class)
class AggregatesBenchmarkTest {

    /** Requests are counted as ever, and however many there are, they are let through. */
    public static class CountedAndLet implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("compromiso.limits.reads", "10000000");
        }
    }

    private static final Logger LOG = Logger.getLogger("benchmark");
    private static final int PLEDGES = 100_000;
    private static final int CONNECTIONS = 8;
    private static final int MILLIS = 2_000;
    private static final String ABOUT_2_KB = "/api/dashboard/overview?groupBy=objective";
    private static final String COST = ", server CPU";
    private static final Pattern SERVING = Pattern.compile("vert\\.x-|executor-thread");
    private static final List<String> DIMENSIONS = List.of(
            "type",
            "compliance",
            "objective",
            "principle",
            "region",
            "country",
            "entityKind",
            "nature",
            "scope",
            "year");

    @Inject
    Pool pool;

    @TestHTTPResource("/")
    URI service;

    @Test
    void report() {
        load();
        var kept = given().get(ABOUT_2_KB);
        var etag = kept.header("ETag");
        // One of its own: that of the service measures what it does.
        var plain = Vertx.vertx();
        var bare = serve(plain, kept.asByteArray(), etag);
        var mine = new Load(service.getPort(), CONNECTIONS);
        var peer = new Load(bare, CONNECTIONS);
        var ask = Load.get(ABOUT_2_KB, "");
        var askAgain = Load.get(ABOUT_2_KB, "If-None-Match: " + etag + "\r\n");
        var reads = new Rounds();
        reads.add("kept", () -> costed(reads, "kept", () -> mine.during(MILLIS, 200, n -> ask)))
                .add("bare", () -> costed(reads, "bare", () -> peer.during(MILLIS, 200, n -> ask)))
                .add("kept 304", () -> costed(reads, "kept 304", () -> mine.during(MILLIS, 304, n -> askAgain)))
                .add("bare 304", () -> costed(reads, "bare 304", () -> peer.during(MILLIS, 304, n -> askAgain)))
                .run();
        plain.close();
        var query = new AtomicInteger();
        assertSame();
        // The code that counts is compiled for one question after the other.
        var uncached = new Rounds(4)
                .add(
                        "columns",
                        () -> mine.during(
                                2 * MILLIS,
                                200,
                                n -> Load.get("/api/dashboard/overview?" + random(query.incrementAndGet()), "")))
                .add(
                        "group by",
                        () -> mine.during(
                                2 * MILLIS,
                                200,
                                n -> Load.get("/benchmark/overview?" + random(query.incrementAndGet()), "")))
                .run();
        LOG.info(() -> """

                answers per second, median (min to max) of 5 interleaved rounds, %,d pledges, %d connections
                overview, %,d bytes, kept      %s
                bare Vert.x, same bytes        %s
                  ratio                        %s   goal 0.50
                  server CPU, us an answer     %s against %s, ratio %s
                304, kept                      %s
                304, bare Vert.x               %s
                  ratio                        %s   goal 0.60
                  server CPU, us an answer     %s against %s, ratio %s
                no cache, columns              %s
                no cache, live GROUP BY        %s
                  ratio                        %s   goal 50""".formatted(
                        PLEDGES,
                        CONNECTIONS,
                        kept.asByteArray().length,
                        reads.figures("kept"),
                        reads.figures("bare"),
                        reads.ratio("kept", "bare"),
                        reads.figures("kept" + COST),
                        reads.figures("bare" + COST),
                        reads.ratio("bare" + COST, "kept" + COST),
                        reads.figures("kept 304"),
                        reads.figures("bare 304"),
                        reads.ratio("kept 304", "bare 304"),
                        reads.figures("kept 304" + COST),
                        reads.figures("bare 304" + COST),
                        reads.ratio("bare 304" + COST, "kept 304" + COST),
                        uncached.figures("columns"),
                        uncached.figures("group by"),
                        uncached.ratio("columns", "group by")));
    }

    /** Notes the time that the server's threads took, in microseconds an answer, beside the answers per second. */
    private static double costed(Rounds rounds, String name, DoubleSupplier contender) {
        var begin = System.nanoTime();
        var before = serverMicros();
        var perSecond = contender.getAsDouble();
        var answers = perSecond * (System.nanoTime() - begin) / 1e9;
        rounds.note(name + COST, (serverMicros() - before) / answers);
        return perSecond;
    }

    /** Of CPU, of all threads that serve; the load generator's are others. */
    private static double serverMicros() {
        var threads = ManagementFactory.getThreadMXBean();
        var nanos = 0L;
        for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && SERVING.matcher(thread.getThreadName()).lookingAt()) {
                nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos / 1e3;
    }

    /** Both sides give the same figures. */
    private static void assertSame() {
        for (int i = 0; i < 20; i++) {
            var query = random(-i);
            var columns = given().urlEncodingEnabled(false)
                    .get("/api/dashboard/overview?" + query)
                    .jsonPath();
            var groupBy = given().urlEncodingEnabled(false)
                    .get("/benchmark/overview?" + query)
                    .jsonPath();
            assertEquals(groupBy.getLong("pledges"), columns.getLong("pledges"), query);
            assertEquals(groupBy.getLong("participations"), columns.getLong("participations"), query);
            assertEquals(
                    groupBy.getList("groups").size(), columns.getList("groups").size(), query);
            assertEquals(sum(groupBy), sum(columns), query);
        }
    }

    private static long sum(JsonPath answer) {
        return answer.getList("groups.pledges", Long.class).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Two groupings and two or three filters, others every time. */
    private static String random(int seed) {
        var random = new Random(seed * 7919L);
        var by = new ArrayList<>(DIMENSIONS);
        java.util.Collections.shuffle(by, random);
        var query = new StringBuilder("groupBy=" + by.get(0) + "," + by.get(1));
        query.append("&overdue=").append(random.nextBoolean());
        for (var filter : List.of("objective=objectives", "country=countries", "entityKind=entity-kinds")) {
            if (random.nextInt(3) > 0) {
                var parts = filter.split("=");
                var codes = PledgeLives.codes(parts[1]);
                for (int i = 0; i < 4; i++) {
                    query.append('&').append(parts[0]).append('=').append(codes.get(random.nextInt(codes.size())));
                }
            }
        }
        return query.append("&type=individual&type=")
                .append(random.nextBoolean() ? "joined" : "collective")
                .toString();
    }

    /** The same bytes and headers from a handler that does nothing else; returns its port. */
    private static int serve(Vertx vertx, byte[] bytes, String etag) {
        var body = Buffer.buffer(bytes);
        var etagName = HttpHeaders.createOptimized("ETag");
        var etagValue = HttpHeaders.createOptimized(etag);
        var noCache = HttpHeaders.createOptimized("public, no-cache");
        var acceptEncoding = HttpHeaders.createOptimized("Accept-Encoding");
        var json = HttpHeaders.createOptimized("application/json;charset=UTF-8");
        var noSniffName = HttpHeaders.createOptimized("X-Content-Type-Options");
        var noSniff = HttpHeaders.createOptimized("nosniff");
        var port = freePort();
        class Bare extends AbstractVerticle {
            @Override
            public void start(Promise<Void> started) {
                vertx.createHttpServer()
                        .requestHandler(request -> {
                            var response = request.response();
                            response.headers()
                                    .set(noSniffName, noSniff)
                                    .set(etagName, etagValue)
                                    .set(HttpHeaders.CACHE_CONTROL, noCache)
                                    .set(HttpHeaders.VARY, acceptEncoding);
                            if (etag.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
                                response.setStatusCode(304).end();
                            } else {
                                response.headers().set(HttpHeaders.CONTENT_TYPE, json);
                                response.end(body);
                            }
                        })
                        .listen(port, "127.0.0.1")
                        .<Void>mapEmpty()
                        .onComplete(started);
            }
        }
        try {
            // As many as the service has.
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                vertx.deployVerticle(new Bare())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get();
            }
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return port;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Random pledges straight into the table, and the peer's copy of the counted columns. */
    private void load() {
        var rows = new Rows(pool);
        rows.query("create table region_of (country text primary key, regions text[])");
        for (var country : PledgeLives.codes("countries")) {
            rows.query(
                    "insert into region_of values ($1, $2)",
                    country,
                    Regions.of(List.of(), List.of(country)).toArray(String[]::new));
        }
        rows.query("select setseed(0.5)");
        for (int from = 0; from < PLEDGES; from += 10_000) {
            rows.query(INSERT, from + 1, from + 10_000);
        }
        rows.query("create table counted as select generation, reference, type, registration, headline,"
                + " self_reported_on, participations, entity_kind, scope, registered_on, year, ends_on, joins,"
                + " objectives, principles, sdgs, natures, countries, regions from pledge");
        // A country is one of many: its rows are found by an index. All other filters leave too many rows for one.
        rows.query("create index ix_counted_countries on counted using gin (countries)");
        rows.query("analyze counted");
        // With a connection per core and more, workers and compiling cost more than they bring.
        rows.query("alter system set max_parallel_workers_per_gather = 0");
        rows.query("alter system set jit = off");
        rows.query("select pg_reload_conf()");
        rows.query("analyze pledge");
        rows.query("with l as (update live set change_number = change_number + 100000 returning change_number)"
                + " insert into change (number, type, reference) select change_number, 'loaded', null from l");
        // 503 while they are being loaded
        patiently()
                .untilAsserted(() -> given().get("/api/dashboard/overview")
                        .then()
                        .statusCode(200)
                        .body("pledges", equalTo(PLEDGES)));
    }

    private static final String INSERT = """
            insert into pledge (generation, reference, version, type, registration, headline, participations, entity_kind,
              scope, registered_on, year, ends_on, title_key, objectives, principles, sdgs, natures, countries, regions,
              state)
            select (select generation from live), reference, 1, type, 'registered', headline, participations, kind, scope,
              registered, extract(year from registered), ends, 'title', objectives, principles, '{}', natures,
              countries, regions,
              jsonb_build_object('reference', reference, 'type', type, 'entity', jsonb_build_object('kind', kind),
                'participations', participations, 'natures', to_jsonb(natures), 'financial', '[]'::jsonb,
                'scope', scope, 'countries', to_jsonb(countries), 'regions', '[]'::jsonb,
                'objectives', jsonb_build_object('primary', to_jsonb(objectives), 'other', '[]'::jsonb),
                'principles', to_jsonb(principles), 'sdgTargets', '[]'::jsonb, 'endsOn', ends, 'firstEndsOn', ends,
                'timesMoved', 0, 'registration', 'registered', 'registeredOn', registered,
                'compliance', jsonb_build_object('headline', headline, 'unverified', false),
                'description', repeat('What is promised, and why. ', 40))
            from (
              select 'P-2026-' || lpad((500000 + i)::text, 6, '0') as reference,
                (array['individual','collective','complementary','joined'])[1 + floor(random() * 4)::int] as type,
                (array['not-started','in-progress','partly-fulfilled','fulfilled','not-fulfilled'])[1 + floor(random() * 5)::int] as headline,
                1 + floor(random() * 5)::int as participations,
                (array['state','un-entity','local-authority','academia','civil-society','media','private-sector'])[1 + floor(random() * 7)::int] as kind,
                (array['local','national','regional','international'])[1 + floor(random() * 4)::int] as scope,
                date '2021-01-01' + floor(random() * 2100)::int as registered,
                date '2024-01-01' + floor(random() * 2100)::int as ends,
                array[1 + floor(random() * 7)::int, 8 + floor(random() * 8)::int, 16 + floor(random() * 8)::int] as objectives,
                case when random() < 0.5 then array['human-rights'] else array['people-centred','child-sensitive'] end as principles,
                case when random() < 0.5 then array['policy'] else array['financial','process'] end as natures,
                array[c.country] as countries, c.regions
              from generate_series($1::int, $2::int) as i
              join lateral (select country, regions from region_of order by country offset (i * 7919) % 249 limit 1) as c on true
            ) as made
            """;
}
