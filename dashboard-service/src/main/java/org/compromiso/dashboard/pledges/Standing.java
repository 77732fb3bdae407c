package org.compromiso.dashboard.pledges;

import java.time.LocalDate;
import java.util.Set;

/**
 * What follows from the calendar (domain.md, Pledges; UTC days), never stored.
 *
 * @param due the end date is before the day
 * @param overdue due and not closed
 * @param silent registered for 12 months or more, not closed, no report received in the last 12
 * @param asOf the day
 */
record Standing(boolean due, boolean overdue, boolean silent, LocalDate asOf) {

    static final String CLOSED =
            "(headline in ('fulfilled', 'not-fulfilled')" + " or registration in ('withdrawn', 'superseded'))";

    /** The same rules in SQL, on the columns of pledge; {@code ?} is the day. */
    static final String OVERDUE = "(ends_on < ? and not " + CLOSED + ")";

    static final String SILENT = "((registered_on + interval '12 months')::date <= ? and not " + CLOSED
            + " and (self_reported_on is null or (self_reported_on + interval '12 months')::date <= ?))";

    private static final int MONTHS_OF_SILENCE = 12;
    private static final Set<String> FINAL_STATES = Set.of("fulfilled", "not-fulfilled");
    private static final Set<String> GIVEN_UP = Set.of("withdrawn", "superseded");

    static Standing of(PledgeState pledge, LocalDate asOf) {
        var due = pledge.endsOn().isBefore(asOf);
        var closed = FINAL_STATES.contains(pledge.compliance().headline()) || GIVEN_UP.contains(pledge.registration());
        var reported = pledge.compliance().selfReported();
        var silent = longAgo(pledge.registeredOn(), asOf)
                && !closed
                && (reported == null || longAgo(reported.receivedOn(), asOf));
        return new Standing(due, due && !closed, silent, asOf);
    }

    private static boolean longAgo(LocalDate day, LocalDate asOf) {
        return !day.plusMonths(MONTHS_OF_SILENCE).isAfter(asOf);
    }
}
