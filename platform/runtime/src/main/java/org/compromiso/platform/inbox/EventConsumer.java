package org.compromiso.platform.inbox;

import io.smallrye.mutiny.Uni;

/** What a service does with the events of one topic. Applying the same event twice must change nothing twice. */
public interface EventConsumer {

    /** The topic it reads; its dead letters go to {@code <topic>.<service>.dlq}. */
    String topic();

    /** Applies an event; types it does not know are none of its business. */
    Uni<Void> apply(IncomingEvent event);
}
