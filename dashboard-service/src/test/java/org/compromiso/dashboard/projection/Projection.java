package org.compromiso.dashboard.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.platform.inbox.IncomingEvent;

/** Events into the tables by the service's own code, without Kafka. */
public final class Projection {

    private static final OffsetDateTime WHENEVER = OffsetDateTime.parse("2026-11-21T10:00:00Z");

    private final Pool pool;
    private final ReadModels models;
    private final Tables tables;

    public Projection(Pool pool, List<ReadModel> models) {
        this.pool = pool;
        this.models = new ReadModels(models);
        this.tables = new Tables(pool, this.models);
    }

    /** One batch, one transaction. */
    public void apply(int generation, boolean live, List<Event> batch) {
        var facts = batch.stream()
                .flatMap(event -> models.read(incoming(event, WHENEVER)).stream())
                .toList();
        Sql.transaction(pool, connection -> {
            if (live) {
                tables.lockLive(connection);
            }
            return tables.apply(connection, generation, live, facts, Positions.NONE);
        });
    }

    /** Readers see another generation from now on. */
    public void swap(int generation) {
        Sql.transaction(pool, connection -> {
            tables.lockLive(connection);
            tables.swap(connection, generation);
            return null;
        });
    }

    public Tables tables() {
        return tables;
    }

    /** Streams of events from a broker, so many records in a transaction at most. */
    public Feeds feeds(String bootstrapServers, int atOnce) {
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
        return new Feeds(
                pool,
                tables,
                models,
                new DeadLetters(kafka, "dashboard-service"),
                new SimpleMeterRegistry(),
                kafka,
                Kafka.TOPICS,
                atOnce,
                Duration.ofSeconds(2));
    }

    /** What an instance does every hour. */
    public void forgetOldChanges() {
        tables.forgetOldChanges();
    }

    public void execute(String sql) {
        Sql.execute(pool, sql);
    }

    static IncomingEvent incoming(Event event, OffsetDateTime at) {
        try {
            return new IncomingEvent(
                    event.id(),
                    event.type(),
                    event.subject(),
                    event.version(),
                    at,
                    event.key(),
                    Event.JSON.readTree(event.value()),
                    Optional.empty());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
