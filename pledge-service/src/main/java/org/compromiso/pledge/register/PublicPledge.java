package org.compromiso.pledge.register;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import org.compromiso.pledge.compliance.Compliance;
import org.compromiso.pledge.form.PledgeForm;

/**
 * The whole public state of a pledge, as partner topics carry it: no person, no unconfirmed participant.
 *
 * @param participations the lead and those who have confirmed that they take part
 */
public record PublicPledge(
        String reference,
        long version,
        String representedBy,
        Registration registration,
        int submission,
        @JsonUnwrapped PledgeForm form,
        int participations,
        LocalDate registeredOn,
        LocalDate firstEndsOn,
        int timesMoved,
        String supersededBy,
        Compliance compliance,
        boolean demo) {

    static PublicPledge of(Pledge pledge) {
        var form = pledge.form.publicPart(pledge.confirmed());
        return new PublicPledge(
                pledge.reference,
                pledge.version,
                pledge.representedBy(),
                pledge.registration,
                pledge.submission,
                form,
                1 + form.participants().size(),
                pledge.registeredOn,
                pledge.deadlines.first(),
                pledge.deadlines.timesMoved(),
                pledge.supersededBy,
                pledge.compliance,
                pledge.demo);
    }
}
