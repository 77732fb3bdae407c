package org.compromiso.pledge.register;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A line of the list of one's invitations: what was last submitted, while the pledge is not public.
 *
 * @param entity who leads the pledge
 * @param participant the id under which the caller is named in it
 * @param consent the caller's answer: {@code invited} until there is one, {@code confirmed} or {@code declined}
 * @param version for If-Match
 */
@Schema(name = "PledgeInvitation")
public record InvitationSummary(
        String reference,
        String title,
        String type,
        String entity,
        Registration registration,
        int submission,
        UUID participant,
        String consent,
        boolean demo,
        long version)
        implements WorkListLine {

    static InvitationSummary of(PledgeRepository.Invited invited) {
        var pledge = invited.pledge();
        var form = pledge.toldForm();
        return new InvitationSummary(
                pledge.reference,
                form.title(),
                form.type(),
                form.entity().name(),
                pledge.registration,
                pledge.submission,
                invited.participant(),
                pledge.consents.decision(invited.participant()),
                pledge.demo,
                pledge.version);
    }
}
