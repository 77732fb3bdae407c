package org.compromiso.system;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What dashboard-service takes of the machine's memory with very many pledges, started as {@code ./run} starts it: when its
 * figures are loaded, and after a minute of readers. The pledges are copies of one that came the usual way. Linux only. It
 * reports; only that readers are answered is asserted.
 */
@Tag("full")
@ExtendWith(RunningSystem.class)
class ResidentMemoryIT {

    private static final Logger LOG = Logger.getLogger("benchmark");
    private static final int PLEDGES = Integer.getInteger("compromiso.benchmark.pledges", 100_000);
    private static final int READERS = 4;
    private static final Duration READING = Duration.ofSeconds(60);
    /** Between two questions of a reader: together they stay below what one address may ask. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final Duration LOADED = Duration.ofMinutes(3);

    private final Hub hub = new Hub();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void report() throws Exception {
        var before = ReadModels.registered();
        var pledge = new RegisteredPledges(1);
        pledge.tell(1, 1);
        await().atMost(Duration.ofSeconds(60)).until(() -> ReadModels.registered() == before + 1);
        try {
            copy(pledge.references.get(0));
            startAnew();
            var loaded = memory();
            var answers = read();
            var used = memory();
            LOG.info(() -> "dashboard-service with %,d pledges, kB: %s when loaded, %s after %,d answers"
                    .formatted(PLEDGES, loaded, used, answers));
        } finally {
            remove();
            startAnew();
        }
    }

    private static void copy(String reference) throws SQLException, IOException {
        execute("""
                do $$ declare names text; begin
                  select string_agg(column_name, ', ') into names from information_schema.columns
                  where table_name = 'pledge' and is_generated = 'NEVER';
                  execute format('insert into pledge (%%1$s) select %%1$s from (
                    select (jsonb_populate_record(one, jsonb_build_object(
                      ''reference'', copy, ''state'', (one).state || jsonb_build_object(''reference'', copy),
                      ''registered_on'', (one).registered_on - i %%%% 2000, ''ends_on'', (one).ends_on + i %%%% 900))).*
                    from (select p as one from pledge p
                          where generation = (select generation from live) and reference = ''%s'') as first
                      cross join generate_series(1, %d) as i
                      cross join lateral (select ''P-3000-'' || 1000000 + i as copy) as named
                    ) as copied', names);
                end $$""".formatted(reference, PLEDGES));
        execute("analyze pledge");
    }

    private static void remove() throws SQLException, IOException {
        execute("delete from pledge where reference like 'P-3000-%'");
    }

    private static void execute(String sql) throws SQLException, IOException {
        try (var connection = RunningSystem.database("dashboard");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The launcher starts it again. */
    private static void startAnew() throws Exception {
        var old = RunningSystem.pid("dashboard-service");
        RunningSystem.signal(old, "KILL");
        await().atMost(LOADED)
                .ignoreExceptions()
                .until(() -> RunningSystem.pid("dashboard-service") != old
                        && get(Hub.at(RunningSystem.PORTS.dashboard()) + "/q/health/ready")
                                        .statusCode()
                                == 200);
    }

    private int read() throws Exception {
        var readers = Executors.newFixedThreadPool(READERS);
        try {
            var until = System.nanoTime() + READING.toNanos();
            var answers = 0;
            for (var reader : readers.invokeAll(IntStream.range(0, READERS)
                    .mapToObj(i -> (Callable<Integer>) () -> readUntil(until))
                    .toList())) {
                answers += reader.get();
            }
            return answers;
        } finally {
            readers.shutdownNow();
        }
    }

    private int readUntil(long until) throws Exception {
        var random = ThreadLocalRandom.current();
        var answers = 0;
        for (; System.nanoTime() < until; answers++) {
            var question = List.of(
                            "/overview?groupBy=type,objective&year=" + random.nextInt(2021, 2027),
                            "/compliance?objective=" + random.nextInt(1, 24),
                            "/pledges?sort=deadline&objective=" + random.nextInt(1, 24),
                            "/pledges?q=version&year=" + random.nextInt(2021, 2027))
                    .get(random.nextInt(4));
            assertEquals(200, status(hub.dashboard() + question), question);
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
        return answers;
    }

    private int status(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Resident, and of it what is not shared. */
    private static String memory() throws IOException {
        var process = Path.of("/proc", Long.toString(RunningSystem.pid("dashboard-service")));
        return "RSS %,d (PSS %,d)"
                .formatted(line(process.resolve("status"), "VmRSS:"), line(process.resolve("smaps_rollup"), "Pss:"));
    }

    private static int line(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
    }
}
