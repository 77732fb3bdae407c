package org.compromiso.pledge.register;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A line of a work list. */
@Schema(name = "PledgeSummary")
public record PledgeSummary(
        String reference,
        String title,
        String type,
        Registration registration,
        int submission,
        String owner,
        boolean demo,
        long version,
        Instant changedAt)
        implements WorkListLine {

    static PledgeSummary of(Pledge pledge) {
        return new PledgeSummary(
                pledge.reference,
                pledge.form.title(),
                pledge.form.type(),
                pledge.registration,
                pledge.submission,
                pledge.owner,
                pledge.demo,
                pledge.version,
                pledge.changedAt);
    }
}
