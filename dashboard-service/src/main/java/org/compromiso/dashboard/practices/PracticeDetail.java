package org.compromiso.dashboard.practices;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One practice: its latest edition and the pledge it came from, as that stands now. */
@Schema(name = "Practice")
record PracticeDetail(
        @JsonUnwrapped PracticeState practice,
        @Schema(description = "Version of the state shown") long version,

        @Schema(description = "The pledge it came from", nullable = true)
        Origin origin) {

    /** A pledge. */
    @Schema(name = "PracticeOrigin")
    record Origin(String reference, String title, String registration) {}
}
