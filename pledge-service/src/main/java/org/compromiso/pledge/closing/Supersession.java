package org.compromiso.pledge.closing;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.compromiso.platform.json.Text;
import org.compromiso.pledge.form.PledgeForm;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Puts another pledge in a registered one's place.
 *
 * @param by a pledge of the same owner that is registered at this moment
 * @param reason why, 3 to 3,000 characters; it stands in the public history
 */
@Schema(name = "PledgeSupersession")
public record Supersession(
        @NotNull(message = "required") @Pattern(regexp = PledgeForm.REFERENCE_FORM, message = "not-a-pledge-reference")
        String by,

        @NotNull(message = "required") @Text(min = 3, max = 3000)
        String reason) {}
