package org.compromiso.dashboard.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens the stream of events into a generation. */
@ApplicationScoped
public class Feeds {

    final Pool pool;
    final Tables tables;
    private final ReadModels models;
    final DeadLetters deadLetters;
    final MeterRegistry meters;
    private final Map<String, Object> kafka;
    private final List<String> topics;
    private final int atOnce;
    private final Duration watch;

    Feeds(
            Pool pool,
            Tables tables,
            ReadModels models,
            DeadLetters deadLetters,
            MeterRegistry meters,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "compromiso.projection.topics") List<String> topics,
            @ConfigProperty(name = "compromiso.projection.batch") int atOnce,
            @ConfigProperty(name = "compromiso.projection.watch") Duration watch) {
        this.pool = pool;
        this.tables = tables;
        this.models = models;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.kafka = kafka;
        this.topics = topics;
        this.atOnce = atOnce;
        this.watch = watch;
    }

    /** Into the generation that readers see now. */
    Feed live() {
        var generation = tables.liveGeneration();
        return open(generation, true, connection -> {
            if (tables.lockLive(connection) != generation) {
                throw new FencedException("Readers see another generation than %d now".formatted(generation));
            }
        });
    }

    /**
     * Into a generation that is being built.
     *
     * @param lock takes the lock of its builder, and throws if the builder is another
     */
    public Feed into(int generation, Consumer<SqlConnection> lock) {
        return open(generation, false, lock);
    }

    private Feed open(int generation, boolean live, Consumer<SqlConnection> lock) {
        var batches = new Batches(new TopicReader(kafka, topics, atOnce), models, watch);
        var feed = new Feed(generation, live, lock, this, batches);
        try {
            feed.open();
            return feed;
        } catch (RuntimeException e) {
            feed.close();
            throw e;
        }
    }
}
