package org.compromiso.dashboard.projection;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.compromiso.platform.inbox.EventConsumer;
import org.compromiso.platform.inbox.IncomingEvent;

/** Applies a dead letter after all, through the code that would have applied it in its place. */
class Redelivery {

    private static final String PLEDGES = "compromiso.pledges.v1";
    private static final String PRACTICES = "compromiso.practices.v1";
    private static final String REVIEWS = "compromiso.reviews.v1";

    private final Pool pool;
    private final Tables tables;
    private final ReadModels models;
    private final Vertx vertx;

    Redelivery(Pool pool, Tables tables, ReadModels models, Vertx vertx) {
        this.pool = pool;
        this.tables = tables;
        this.models = models;
        this.vertx = vertx;
    }

    @Produces
    @Singleton
    EventConsumer pledges() {
        return new OfTopic(PLEDGES);
    }

    @Produces
    @Singleton
    EventConsumer practices() {
        return new OfTopic(PRACTICES);
    }

    @Produces
    @Singleton
    EventConsumer reviews() {
        return new OfTopic(REVIEWS);
    }

    private final class OfTopic implements EventConsumer {

        private final String topic;

        OfTopic(String topic) {
            this.topic = topic;
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public Uni<Void> apply(IncomingEvent event) {
            // Off the event loop, and back on the caller's context.
            return vertx.executeBlocking(() -> {
                        applied(event);
                        return true;
                    })
                    .replaceWithVoid();
        }

        private void applied(IncomingEvent event) {
            models.read(event)
                    .ifPresent(fact -> Sql.transaction(
                            pool,
                            connection -> tables.apply(
                                    connection, tables.lockLive(connection), true, List.of(fact), Positions.NONE)));
        }
    }
}
