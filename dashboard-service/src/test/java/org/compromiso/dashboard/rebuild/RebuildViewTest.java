package org.compromiso.dashboard.rebuild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** When a rebuild will be done. */
class RebuildViewTest {

    private static final OffsetDateTime NOW = OffsetDateTime.of(2026, 11, 21, 10, 0, 0, 0, ZoneOffset.UTC);

    @Test
    void the_end_follows_from_what_is_left_and_the_speed_since_it_was_taken_up() {
        // Given an hour's pause before somebody took it up, which tells nothing of the speed
        var rebuild = measured(400_000, 1_000_000, 2_000);
        rebuild.startedAt = NOW.minusHours(1);

        assertEquals(NOW.plusMinutes(5), RebuildView.of(rebuild, NOW).estimatedEnd());
        assertEquals(
                NOW.plusMinutes(5),
                RebuildView.of(rebuild, NOW.plusSeconds(20)).estimatedEnd(),
                "it does not run away from those who look");
    }

    @Test
    void without_a_speed_there_is_no_end() {
        assertNull(RebuildView.of(Rebuild.askedFor(false, NOW), NOW).estimatedEnd(), "not begun");
        assertNull(RebuildView.of(measured(0, 100, 0), NOW).estimatedEnd(), "nothing read");
        assertNull(RebuildView.of(measured(100, 100, 50), NOW).estimatedEnd(), "all read");
        assertNull(RebuildView.of(measured(5, 100, 50), NOW.plusMinutes(1)).estimatedEnd(), "nobody builds");
    }

    private static Rebuild measured(long done, long total, double speed) {
        var rebuild = Rebuild.askedFor(false, NOW.minusDays(1));
        rebuild.startedAt = NOW.minusMinutes(10);
        rebuild.eventsDone = done;
        rebuild.eventsTotal = total;
        rebuild.eventsPerSecond = speed;
        rebuild.measuredAt = NOW;
        return rebuild;
    }
}
