package org.compromiso.dashboard.projection;

import java.time.OffsetDateTime;
import org.compromiso.platform.inbox.PoisonException;

/**
 * An event as a read model understood it.
 *
 * @param subject whose version it is
 * @param version the greater is the newer; gaps are normal
 * @param reference the pledge or practice concerned
 * @param type of the event
 * @param occurredAt when it happened
 * @param what what happened, as JSON
 * @param state the subject's whole state after it, as JSON
 * @param columns what of the state is counted, filtered and sorted by, as a JSON object named like the table's columns
 */
public record Fact(
        String subject,
        long version,
        String reference,
        String type,
        OffsetDateTime occurredAt,
        String what,
        String state,
        String columns) {

    private static final int LONGEST_NAME = 100;
    private static final int LAST_YEAR = 9999;

    /** Refuses what the tables could not hold: whether an event is poison must not depend on its batch. */
    public Fact {
        if (subject.length() > LONGEST_NAME
                || reference.length() > LONGEST_NAME
                || (subject + reference).indexOf('\0') >= 0
                || version < 0
                || occurredAt.getYear() < 1
                || occurredAt.getYear() > LAST_YEAR) {
            throw new PoisonException("Subject, version or time are out of range", null);
        }
    }
}
