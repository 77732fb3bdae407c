package org.compromiso.practice.publication;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A line of a work list: the newest round. */
@Schema(name = "PracticeSummary")
public record PracticeSummary(
        String reference,
        String title,
        String type,
        RoundState state,
        int submission,
        int edition,
        String owner,
        boolean demo,
        long version,
        Instant changedAt) {

    static PracticeSummary of(PracticeWithRound each) {
        var practice = each.practice();
        return new PracticeSummary(
                practice.reference,
                each.round().form.title(),
                each.round().form.type(),
                practice.state,
                practice.submission,
                practice.edition,
                practice.owner,
                practice.demo,
                practice.version,
                practice.changedAt);
    }
}
