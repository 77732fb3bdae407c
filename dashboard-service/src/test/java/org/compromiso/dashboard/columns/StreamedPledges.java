package org.compromiso.dashboard.columns;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.NaivePledges;
import org.compromiso.dashboard.fixtures.PledgeLives;
import org.compromiso.dashboard.pledges.PledgeModels;
import org.compromiso.dashboard.projection.Projection;
import org.compromiso.platform.testing.PostgresForTests;
import org.flywaydb.core.Flyway;

/**
 * A stream of events, with copies and in any order, that went through the service's own code into a real PostgreSQL while
 * columns followed it; and the same pledges read naively from the events.
 */
public final class StreamedPledges {

    /** What happens next. */
    public enum Step {
        /** Some more events are projected. */
        EVENTS,
        /** The columns look at the change table. */
        LOOK,
        /** The instance is started anew. */
        RESTART,
        /** A generation is built from all events so far, in another order, and swapped in. */
        REBUILD
    }

    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Pool POOL = database();

    private final ColumnRows rows = new ColumnRows(POOL);
    private final NaivePledges naive;
    private LiveColumns live;

    public StreamedPledges(long seed, int pledges, List<Step> steps) {
        var random = new Random(seed);
        var lives = new PledgeLives(seed, pledges);
        naive = new NaivePledges(lives.events());
        var projection = emptied();
        live = started();
        var stream = lives.disturbed();
        var generation = 1;
        var done = 0;
        for (var step : steps) {
            switch (step) {
                case EVENTS -> {
                    var next = Math.min(stream.size(), done + 1 + random.nextInt(60));
                    projection.apply(generation, true, stream.subList(done, next));
                    done = next;
                }
                case LOOK -> live.advance();
                case RESTART -> live = started();
                case REBUILD -> {
                    generation++;
                    var again = new ArrayList<>(stream.subList(0, done));
                    Collections.shuffle(again, random);
                    projection.apply(generation, false, again);
                    projection.swap(generation);
                }
            }
        }
        projection.apply(generation, true, stream.subList(done, stream.size()));
        live.advance();
    }

    /** Certain events, as they come. */
    public StreamedPledges(List<Event> events) {
        naive = new NaivePledges(events);
        var projection = emptied();
        live = started();
        projection.apply(1, true, events);
        live.advance();
    }

    private static Projection emptied() {
        var projection = new Projection(POOL, PledgeModels.all());
        projection.execute("truncate history, pledge, practice, change, position, rebuild");
        projection.execute("update live set generation = 1, change_number = 0");
        return projection;
    }

    /** The columns that followed the stream. */
    public Columns followed() {
        return live.current();
    }

    /** What another instance has that starts now. */
    public Columns loaded() {
        return rows.load(() -> {}).columns();
    }

    public Columns inForceOn(LocalDate day) {
        return rows.load(day).columns();
    }

    public NaivePledges naive() {
        return naive;
    }

    public static Pool pool() {
        return POOL;
    }

    private LiveColumns started() {
        var columns = new LiveColumns(rows, counted -> {}, OFTEN, Duration.ofHours(1));
        columns.advance();
        return columns;
    }

    private static Pool database() {
        var postgres = PostgresForTests.embedded();
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), postgres.user(), postgres.password())
                .locations("db/platform", "db/migration")
                .load()
                .migrate();
        var address = PgConnectOptions.fromUri(postgres.reactiveUrl())
                .setUser(postgres.user())
                .setPassword(postgres.password());
        return Pool.newInstance(PgBuilder.pool().connectingTo(address).build());
    }
}
