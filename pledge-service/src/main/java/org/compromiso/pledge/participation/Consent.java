package org.compromiso.pledge.participation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.compromiso.pledge.register.Consents;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A participant's answer to being named in a joint pledge; it may be changed at any time.
 *
 * @param decision {@code confirmed} or {@code declined}
 */
@Schema(name = "PledgeConsent")
public record Consent(
        @NotNull(message = "required")
        @Pattern(regexp = Consents.CONFIRMED + "|" + Consents.DECLINED, message = "not-an-answer")
        @Schema(
                enumeration = {Consents.CONFIRMED, Consents.DECLINED},
                required = true)
        String decision) {}
