package org.compromiso.dashboard.rebuild;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a rebuild is. */
@Schema(name = "Rebuild")
record RebuildView(
        UUID id,

        @Schema(description = "requested, or topics-replaced when Kafka no longer held what had been read")
        String cause,

        @Schema(description = "waiting, reading, lacking (all read, subjects are missing), swapped")
        String state,

        boolean force,
        long eventsDone,
        @Schema(nullable = true) Long eventsTotal,

        @Schema(
                description = "Subjects that readers see and the rebuild lacks, as of its last comparison",
                nullable = true)
        Long missingSubjects,

        OffsetDateTime requestedAt,
        @Schema(nullable = true) OffsetDateTime startedAt,
        @Schema(nullable = true) OffsetDateTime finishedAt,

        @Schema(description = "From the speed so far; null when all is read or nothing yet", nullable = true)
        OffsetDateTime estimatedEnd) {

    static RebuildView of(Rebuild rebuild, OffsetDateTime now) {
        return new RebuildView(
                rebuild.id,
                rebuild.cause,
                rebuild.state,
                rebuild.forced,
                rebuild.eventsDone,
                rebuild.eventsTotal,
                rebuild.missingSubjects,
                utc(rebuild.requestedAt),
                utc(rebuild.startedAt),
                utc(rebuild.finishedAt),
                estimatedEnd(rebuild, now));
    }

    private static OffsetDateTime estimatedEnd(Rebuild rebuild, OffsetDateTime now) {
        var done = rebuild.eventsDone;
        if (rebuild.finishedAt != null || rebuild.startedAt == null || rebuild.eventsTotal == null || done == 0) {
            return null;
        }
        var left = rebuild.eventsTotal - done;
        if (left <= 0) {
            return null;
        }
        var soFar = Duration.between(rebuild.startedAt, now).toMillis();
        return utc(now.plus(Duration.ofMillis(soFar * left / done)));
    }

    private static OffsetDateTime utc(OffsetDateTime time) {
        return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC);
    }
}
