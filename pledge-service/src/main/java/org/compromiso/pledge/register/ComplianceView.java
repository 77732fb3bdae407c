package org.compromiso.pledge.register;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far a registered pledge is kept, on a day (domain.md, Two separate states). {@code due}, {@code overdue} and
 * {@code silent} follow from the calendar and are never stored.
 */
@Schema(name = "PledgeCompliance")
public record ComplianceView(
        String headline,
        Compliance.Voice selfReported,
        Compliance.Voice assessed,
        boolean unverified,
        boolean due,
        boolean overdue,
        boolean silent,
        LocalDate asOf) {

    static ComplianceView of(Pledge pledge, LocalDate asOf) {
        var compliance = Compliance.of(pledge);
        var due = pledge.form.endsOn().isBefore(asOf);
        var closed = pledge.registration != Registration.REGISTERED || compliance.closes();
        var silent = !closed && !pledge.registeredOn.isAfter(asOf.minusMonths(12));
        return new ComplianceView(
                compliance.headline(),
                compliance.selfReported(),
                compliance.assessed(),
                compliance.unverified(),
                due,
                due && !closed,
                silent,
                asOf);
    }
}
