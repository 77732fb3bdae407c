package org.compromiso.dashboard.projection;

import java.time.OffsetDateTime;

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
        String columns) {}
