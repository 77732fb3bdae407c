package org.compromiso.platform.time;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The clock that domain rules are given: UTC, and shifted by {@code compromiso.clock.offset} (an ISO-8601 duration,
 * zero by default) in demonstrations and tests, so that deadlines can be seen to pass. Leases, retries and retention
 * use the database's or the machine's own time and are never shifted.
 */
@Singleton
class BusinessClock {

    @Produces
    @Singleton
    Clock clock(@ConfigProperty(name = "compromiso.clock.offset", defaultValue = "PT0S") Duration offset) {
        return Clock.offset(Clock.system(ZoneOffset.UTC), offset);
    }
}
