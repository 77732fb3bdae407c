package org.compromiso.dashboard.exports;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.ConfigMapping;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
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
import org.compromiso.dashboard.facets.Where;
import org.compromiso.dashboard.http.PublicAnswer;
import org.compromiso.dashboard.lists.Listing;
import org.compromiso.platform.limits.ClientAddress;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Streams a list as a file, in a thread that may block: a cursor of the database gives some rows, they are written, and
 * the next are asked for when the client has taken these. One snapshot, so one moment of one generation.
 */
@ApplicationScoped
public class Exports {

    private static final Logger LOG = Logger.getLogger(Exports.class);
    private static final int ROWS_AT_ONCE = 200;
    private static final String AT = "select generation, change_number from live";

    private final Pool pool;
    private final Vertx vertx;
    private final ObjectMapper json;
    private final Settings settings;
    private final String release;
    private final Places places;
    private final Counter rows;

    /** How much an export may take of an instance. */
    @ConfigMapping(prefix = "compromiso.exports")
    interface Settings {

        /** Files being written at once. */
        int atOnce();

        /** Of these for one address; 0 is no limit. */
        int perAddress();

        /** How often it is looked whether a client takes what is written. */
        Duration stall();

        /** After that a file that is still being written is broken off. */
        Duration longest();

        /** How long the database may take for each step. */
        Duration patience();
    }

    Exports(
            Pool pool,
            Vertx vertx,
            ObjectMapper json,
            MeterRegistry meters,
            Settings settings,
            @ConfigProperty(name = "quarkus.application.version") String release) {
        this.pool = pool;
        this.vertx = vertx;
        this.json = json;
        this.settings = settings;
        this.release = release;
        places = new Places(settings.atOnce(), settings.perAddress());
        rows = meters.counter("compromiso.exports.rows");
        meters.gauge("compromiso.exports.running", places, Places::taken);
    }

    /**
     * The file; 304 if the client has it already. Throws 503 when as many are being written as may be, and 429 when as
     * many are for this client.
     *
     * @param format csv, xlsx or json
     * @param listing looked up, if words are
     * @param where the filters of the listing
     * @param today the day that they are of
     * @param known the request's {@code If-None-Match}; may be null
     */
    public <T> Response file(
            Export<T> export,
            String format,
            Uni<Listing> listing,
            Where where,
            LocalDate today,
            String known,
            HttpServerRequest request) {
        var statement = await(listing).whole(where);
        var extract = new Extract<>(
                export, Format.valueOf(format.toUpperCase(Locale.ROOT)), statement, where.values(), today);
        if (known != null) {
            var etag = extract.etag(at(await(pool.query(AT).execute())), release);
            if (PublicAnswer.matches(known, etag)) {
                return answer(Response.notModified().header(HttpHeaders.ETAG, etag));
            }
        }
        // Taken when writing begins: of a client that has left by then nothing is written, and nothing would be given
        // back.
        places.requireFree(ClientAddress.of(request));
        StreamingOutput stream = to -> write(extract, to, request);
        return answer(Response.ok(stream)
                .header(HttpHeaders.CONTENT_TYPE, extract.format().mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s\"".formatted(extract.fileName())));
    }

    private static Response answer(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, PublicAnswer.ASK_AGAIN)
                .header(HttpHeaders.VARY, PublicAnswer.VARY)
                .build();
    }

    private <T> void write(Extract<T> extract, OutputStream to, HttpServerRequest request) {
        // Who has come between that look and this moment is not waited for: it would hold a thread of all requests.
        var giveBack = places.take(ClientAddress.of(request));
        var http = request.response();
        var progress = new Progress(to, () -> cut(request));
        try {
            var watch = vertx.setPeriodic(settings.stall().toMillis(), timer -> progress.look());
            var end = vertx.setTimer(settings.longest().toMillis(), timer -> cut(request));
            try {
                write(extract, progress, http);
                progress.flush();
            } finally {
                vertx.cancelTimer(watch);
                vertx.cancelTimer(end);
            }
        } catch (IOException | RuntimeException e) {
            if (progress.isNothingWritten()) {
                http.headers().remove(HttpHeaders.ETAG);
                throw e instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException("An export could not begin", e);
            }
            // What was sent so far must not pass for the whole.
            cut(request);
            LOG.infof("An export was broken off: %s", e);
        } finally {
            giveBack.run();
        }
    }

    private <T> void write(Extract<T> extract, OutputStream to, HttpServerResponse http) throws IOException {
        var connection = await(pool.getConnection());
        try {
            Document<T> document;
            await(connection
                    .query("begin isolation level repeatable read, read only")
                    .execute());
            try {
                http.putHeader(
                        HttpHeaders.ETAG,
                        extract.etag(at(await(connection.query(AT).execute())), release));
                document = extract.format().open(extract.export(), extract.asOf(), to, json);
                copy(connection, extract, document);
            } finally {
                await(connection.query("rollback").execute());
            }
            document.finish();
        } finally {
            connection.closeAndForget();
        }
    }

    private <T> void copy(SqlConnection connection, Extract<T> extract, Document<T> document) throws IOException {
        var statement = await(connection.prepare(extract.statement()));
        var cursor = statement.cursor(extract.values());
        do {
            for (var row : await(cursor.read(ROWS_AT_ONCE))) {
                document.add(extract.export().row().apply(row.getString("state"), extract.asOf()));
                rows.increment();
            }
        } while (cursor.hasMore());
        await(cursor.close());
    }

    /**
     * Ends an answer in the middle. On HTTP/1.1 a reset waits until the client has taken what was written before, and the
     * framework's end of the answer would follow: what is not whole would look so.
     */
    private static void cut(HttpServerRequest request) {
        if (request.connection() instanceof Http1xServerConnection connection) {
            connection.channelHandlerContext().close();
        } else {
            request.response().reset();
        }
    }

    private static Extract.At at(RowSet<Row> live) {
        var row = live.iterator().next();
        return new Extract.At(row.getInteger("generation"), row.getLong("change_number"));
    }

    private <T> T await(Uni<T> uni) {
        return uni.await().atMost(settings.patience());
    }
}
