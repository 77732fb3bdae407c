package org.compromiso.pledge.closing;

import jakarta.validation.constraints.NotNull;
import org.compromiso.platform.json.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Takes a registered pledge back.
 *
 * @param reason why, 3 to 3,000 characters; it stands in the public history
 */
@Schema(name = "PledgeWithdrawal")
public record Withdrawal(
        @NotNull(message = "required") @Text(min = 3, max = 3000)
        String reason) {}
