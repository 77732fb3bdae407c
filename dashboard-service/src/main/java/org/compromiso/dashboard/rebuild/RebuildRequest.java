package org.compromiso.dashboard.rebuild;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is asked for.
 *
 * @param force swap in what the topics give, also if it is less than readers see now; false if absent
 */
@Schema(name = "RebuildRequest")
record RebuildRequest(
        @Schema(description = "Swap even if the topics give less than is there now", defaultValue = "false")
        Boolean force) {}
