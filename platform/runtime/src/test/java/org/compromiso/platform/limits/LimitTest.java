package org.compromiso.platform.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much is let through, on a clock that stands still until it is moved. */
class LimitTest {

    private final Hand time = new Hand();
    private final Limit sixtyAMinute = new Limit(60, Duration.ofMinutes(1), 1000, time);

    @Test
    void the_whole_number_at_once_and_then_one_at_a_time() {
        for (int i = 0; i < 60; i++) {
            assertEquals(Duration.ZERO, sixtyAMinute.take("one"));
        }
        assertEquals(Duration.ofSeconds(1), sixtyAMinute.take("one"));

        time.nanos += Duration.ofSeconds(1).toNanos();

        assertEquals(Duration.ZERO, sixtyAMinute.take("one"));
        assertEquals(Duration.ofSeconds(1), sixtyAMinute.take("one"));
    }

    @Test
    void one_that_asks_too_much_takes_nothing_from_another() {
        for (int i = 0; i < 100; i++) {
            sixtyAMinute.take("one");
        }

        assertEquals(Duration.ZERO, sixtyAMinute.take("other"));
    }

    @Test
    void zero_is_no_limit() {
        var none = new Limit(0, Duration.ofSeconds(1), 1000, time);
        for (int i = 0; i < 10_000; i++) {
            assertTrue(none.take("one").isZero());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::1, 20010db800010002",
        "2001:db8:1:3::1, 20010db800010003",
        "unreadable:, unreadable:",
    })
    void an_address_is_the_network_that_one_client_has_to_itself(String address, String key) {
        assertEquals(key, ClientAddress.network(address));
    }

    /** Time that moves by hand. */
    private static final class Hand implements TimeMeter {
        private long nanos = 1;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
