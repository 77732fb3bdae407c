package org.compromiso.pledge.compliance;

import jakarta.validation.constraints.NotNull;
import org.compromiso.platform.json.Text;
import org.compromiso.platform.json.WebAddress;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Where anyone can look up what a progress report says.
 *
 * @param title what it is, up to 300 characters
 * @param url public address, http or https
 */
@Schema(name = "Evidence")
public record Evidence(
        @NotNull(message = "required") @Text(max = 300) String title,
        @NotNull(message = "required") @WebAddress String url) {}
