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

        @Schema(description = "Events read of those that the topics hold")
        long eventsDone,

        @Schema(description = "Events that the topics held when it was measured", nullable = true)
        Long eventsTotal,

        @Schema(description = "Since whoever builds it took it up, as last measured", nullable = true)
        Double eventsPerSecond,

        @Schema(description = "When that was; much earlier than now means that nobody builds", nullable = true)
        OffsetDateTime measuredAt,

        @Schema(
                description = "Subjects that readers see and the rebuild lacks, as of its last comparison",
                nullable = true)
        Long missingSubjects,

        OffsetDateTime requestedAt,
        @Schema(nullable = true) OffsetDateTime startedAt,
        @Schema(nullable = true) OffsetDateTime finishedAt,

        @Schema(
                description = "When all is read, at that speed; null when it is, or when the speed is not known",
                nullable = true)
        OffsetDateTime estimatedEnd) {

    /** It is measured every second; another instance takes over much sooner than this. */
    private static final Duration NOBODY_BUILDS = Duration.ofSeconds(30);

    static RebuildView of(Rebuild rebuild, OffsetDateTime now) {
        return new RebuildView(
                rebuild.id,
                rebuild.cause,
                rebuild.state,
                rebuild.forced,
                rebuild.eventsDone,
                rebuild.eventsTotal,
                rebuild.eventsPerSecond,
                utc(rebuild.measuredAt),
                rebuild.missingSubjects,
                utc(rebuild.requestedAt),
                utc(rebuild.startedAt),
                utc(rebuild.finishedAt),
                estimatedEnd(rebuild, now));
    }

    private static OffsetDateTime estimatedEnd(Rebuild rebuild, OffsetDateTime now) {
        if (rebuild.finishedAt != null
                || rebuild.measuredAt == null
                || rebuild.eventsPerSecond <= 0
                || rebuild.eventsDone >= rebuild.eventsTotal
                || rebuild.measuredAt.plus(NOBODY_BUILDS).isBefore(now)) {
            return null;
        }
        var seconds = (rebuild.eventsTotal - rebuild.eventsDone) / rebuild.eventsPerSecond;
        return utc(rebuild.measuredAt.plus(Duration.ofMillis((long) (seconds * 1000))));
    }

    private static OffsetDateTime utc(OffsetDateTime time) {
        return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC);
    }
}
