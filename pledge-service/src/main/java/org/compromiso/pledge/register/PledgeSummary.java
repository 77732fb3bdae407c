package org.compromiso.pledge.register;

import java.time.Instant;
import java.time.LocalDate;
import org.compromiso.pledge.compliance.ComplianceView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A line of a work list.
 *
 * @param submittedOn day of the last submission; null before the first
 * @param endsOn last day as it stands there now; null while a draft says none
 * @param compliance how far it is kept; null until it is registered
 * @param reportDue it is silent, or will be within a month without a progress report
 */
@Schema(name = "PledgeSummary")
public record PledgeSummary(
        String reference,
        String title,
        String type,
        Registration registration,
        int submission,
        LocalDate submittedOn,
        LocalDate endsOn,
        Standing compliance,
        boolean reportDue,
        String owner,
        boolean demo,
        long version,
        Instant changedAt)
        implements WorkListLine {

    /** How far a pledge is kept, in short. */
    @Schema(name = "PledgeStanding")
    public record Standing(String headline, boolean overdue, boolean silent) {

        static Standing of(ComplianceView view) {
            return new Standing(view.headline(), view.overdue(), view.silent());
        }
    }

    static PledgeSummary of(Pledge pledge, LocalDate asOf) {
        var isPublic = pledge.registration.isPublic();
        return new PledgeSummary(
                pledge.reference,
                pledge.form.title(),
                pledge.form.type(),
                pledge.registration,
                pledge.submission,
                pledge.submittedOn,
                pledge.form.endsOn(),
                isPublic ? Standing.of(pledge.complianceAsOf(asOf)) : null,
                isPublic && pledge.complianceAsOf(asOf.plusMonths(1)).silent(),
                pledge.owner,
                pledge.demo,
                pledge.version,
                pledge.changedAt);
    }
}
