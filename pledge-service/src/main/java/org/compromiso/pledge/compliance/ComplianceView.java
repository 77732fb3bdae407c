package org.compromiso.pledge.compliance;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far a registered pledge is kept, on a day (domain.md, Two separate states). {@code due}, {@code overdue} and
 * {@code silent} follow from the calendar and are never stored.
 *
 * @param due the end date lies before the day
 * @param overdue due and not closed
 * @param silent registered for twelve months or more, not closed, and no report in the last twelve
 * @param asOf the day, UTC
 */
@Schema(name = "PledgeCompliance")
public record ComplianceView(
        String headline,
        Compliance.SelfReported selfReported,
        Compliance.Assessed assessed,
        boolean unverified,
        boolean due,
        boolean overdue,
        boolean silent,
        LocalDate asOf) {

    private static final int MONTHS_OF_SILENCE = 12;

    /**
     * Works it out.
     *
     * @param counted it is registered: neither withdrawn nor superseded
     */
    public static ComplianceView of(
            Compliance compliance, LocalDate registeredOn, LocalDate endsOn, boolean counted, LocalDate asOf) {
        var due = endsOn.isBefore(asOf);
        var open = counted && !compliance.closes();
        return new ComplianceView(
                compliance.headline(),
                compliance.selfReported(),
                compliance.assessed(),
                compliance.unverified(),
                due,
                due && open,
                open && isLongAgo(registeredOn, asOf) && isSilent(compliance, asOf),
                asOf);
    }

    private static boolean isSilent(Compliance compliance, LocalDate asOf) {
        return compliance.selfReported() == null
                || isLongAgo(compliance.selfReported().receivedOn(), asOf);
    }

    private static boolean isLongAgo(LocalDate day, LocalDate asOf) {
        return !day.plusMonths(MONTHS_OF_SILENCE).isAfter(asOf);
    }
}
