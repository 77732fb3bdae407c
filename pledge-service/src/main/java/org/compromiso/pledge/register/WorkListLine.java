package org.compromiso.pledge.register;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a work list consists of. */
@Schema(oneOf = {PledgeSummary.class, InvitationSummary.class})
public sealed interface WorkListLine permits PledgeSummary, InvitationSummary {}
