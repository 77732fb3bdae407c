package org.compromiso.dashboard.projection;

import java.util.Optional;
import org.compromiso.platform.inbox.IncomingEvent;

/** What a feature makes of the events it reads. A pure function: nothing but the event goes in. */
public interface ReadModel {

    /** Whether events of this type concern it. */
    boolean reads(String type);

    /** Understands an event; throws {@link org.compromiso.platform.inbox.PoisonException} for one that never can be. */
    Fact read(IncomingEvent event);

    /** Where the newest state of a subject stands; none if the history is enough. */
    Optional<StateTable> table();

    /**
     * A table with one row per subject and generation.
     *
     * @param name the table
     * @param common writes what belongs to no generation; takes $1 columns, those of all subjects of a transaction whose
     *     tables name the same statement, and comes before any of the upserts
     * @param upsert takes $1 generation, $2 subjects, $3 versions, $4 columns and $5 states (JSON texts, one per
     *     subject) and keeps the row of the greater version
     */
    record StateTable(String name, String common, String upsert) {}
}
