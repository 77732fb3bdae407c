package org.compromiso.dashboard.exports;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.compromiso.dashboard.facets.Where;
import org.compromiso.dashboard.lists.Listing;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Streams a list as a file, in a thread that may block: a cursor of the database gives some rows, they are written, and
 * the next are asked for when the client has taken these. One statement, so one moment of one generation.
 */
@ApplicationScoped
public class Exports {

    private static final Logger LOG = Logger.getLogger(Exports.class);
    private static final int ROWS_AT_ONCE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final Vertx vertx;
    private final ObjectMapper json;
    private final Semaphore free;
    private final Duration stall;
    private final Counter rows;

    Exports(
            Pool pool,
            Vertx vertx,
            ObjectMapper json,
            MeterRegistry meters,
            @ConfigProperty(name = "compromiso.exports.at-once") int atOnce,
            @ConfigProperty(name = "compromiso.exports.stall") Duration stall) {
        this.pool = pool;
        this.vertx = vertx;
        this.json = json;
        this.stall = stall;
        free = new Semaphore(atOnce);
        rows = meters.counter("compromiso.exports.rows");
        meters.gauge("compromiso.exports.running", free, semaphore -> atOnce - semaphore.availablePermits());
    }

    /**
     * The file. Throws 503 when as many are being written as may be.
     *
     * @param format csv, xlsx or json
     * @param where the filters of the listing
     * @param today the day that they are of
     */
    public <T> Response file(
            Export<T> export, String format, Listing listing, Where where, LocalDate today, HttpServerResponse http) {
        var as = Format.valueOf(format.toUpperCase(Locale.ROOT));
        // Taken when writing begins: of a client that has left by then nothing is written, and nothing would be given
        // back.
        if (free.availablePermits() == 0) {
            throw tooMany();
        }
        StreamingOutput stream = to -> write(export, as, listing, where, today, to, http);
        return Response.ok(stream)
                .header(HttpHeaders.CONTENT_TYPE, as.mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s-%s.%s\"".formatted(export.name(), today, format))
                .header(HttpHeaders.CACHE_CONTROL, "public, no-cache")
                .header(HttpHeaders.VARY, "Origin")
                .build();
    }

    private <T> void write(
            Export<T> export,
            Format format,
            Listing listing,
            Where where,
            LocalDate today,
            OutputStream to,
            HttpServerResponse http) {
        // Who has come between that look and this moment is not waited for: it would hold a thread of all requests.
        if (!free.tryAcquire()) {
            throw tooMany();
        }
        var progress = new Progress(to, http::reset);
        try {
            var watch = vertx.setPeriodic(stall.toMillis(), timer -> progress.look());
            try {
                write(export, format.open(export, today, progress, json), listing, where, today);
                progress.flush();
            } finally {
                vertx.cancelTimer(watch);
            }
        } catch (IOException | RuntimeException e) {
            if (progress.isNothingWritten()) {
                throw new IllegalStateException("An export could not begin", e);
            }
            // What was sent so far must not pass for the whole.
            http.reset();
            LOG.infof("An export was broken off: %s", e);
        } finally {
            free.release();
        }
    }

    private <T> void write(Export<T> export, Document<T> document, Listing listing, Where where, LocalDate today)
            throws IOException {
        var connection = await(pool.getConnection());
        try {
            await(connection.query("begin read only").execute());
            try {
                copy(connection, export, document, listing, where, today);
            } finally {
                await(connection.query("rollback").execute());
            }
            document.finish();
        } finally {
            connection.closeAndForget();
        }
    }

    private <T> void copy(
            SqlConnection connection,
            Export<T> export,
            Document<T> document,
            Listing listing,
            Where where,
            LocalDate today)
            throws IOException {
        var statement = await(connection.prepare(listing.whole(where)));
        var cursor = statement.cursor(where.values());
        do {
            for (var row : await(cursor.read(ROWS_AT_ONCE))) {
                document.add(export.row().apply(row.getString("state"), today));
                rows.increment();
            }
        } while (cursor.hasMore());
        await(cursor.close());
    }

    private static Problem tooMany() {
        return Problem.of(503, "too-many-exports").header("Retry-After", "30");
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
