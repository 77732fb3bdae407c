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
public record Standing(boolean due, boolean overdue, boolean silent, LocalDate asOf) {

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
        var closed = isFinal(pledge.compliance().headline()) || isGivenUp(pledge.registration());
        var reported = pledge.compliance().selfReported();
        var silent = longAgo(pledge.registeredOn(), asOf)
                && !closed
                && (reported == null || longAgo(reported.receivedOn(), asOf));
        return new Standing(due, due && !closed, silent, asOf);
    }

    /** Whether a pledge with this headline is closed. */
    public static boolean isFinal(String headline) {
        return FINAL_STATES.contains(headline);
    }

    /** Whether a pledge in this state of registration is closed. */
    public static boolean isGivenUp(String registration) {
        return GIVEN_UP.contains(registration);
    }

    /** The last day that lies 12 months back or more: what happened after it breaks a silence. */
    public static LocalDate silentSince(LocalDate asOf) {
        var day = asOf.minusMonths(MONTHS_OF_SILENCE);
        // The 29th of February and the 28th are 12 months before the same day.
        return longAgo(day.plusDays(1), asOf) ? day.plusDays(1) : day;
    }

    private static boolean longAgo(LocalDate day, LocalDate asOf) {
        return !day.plusMonths(MONTHS_OF_SILENCE).isAfter(asOf);
    }
}
