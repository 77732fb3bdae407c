package org.compromiso.platform.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * So many requests in each period, per key: a bucket of that many tokens, filled evenly, so that a burst of the whole
 * number is let through after a pause. What is remembered is bounded: a key that was idle for two periods has a full
 * bucket and may be forgotten.
 */
final class Limit {

    private final LoadingCache<String, Bucket> buckets;

    /**
     * A limit.
     *
     * @param remembered keys at most; a client that brings more than these can only win a full bucket
     */
    Limit(int requests, Duration period, int remembered, TimeMeter time) {
        buckets = requests == 0
                ? null
                : Caffeine.newBuilder()
                        .maximumSize(remembered)
                        .expireAfterAccess(period.multipliedBy(2))
                        .build(key -> Bucket.builder()
                                .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, period))
                                .withCustomTimePrecision(time)
                                .build());
    }

    /** Takes one; zero if it was there, else how long until there is one. */
    Duration take(String key) {
        if (buckets == null) {
            return Duration.ZERO;
        }
        var taken = buckets.get(key).tryConsumeAndReturnRemaining(1);
        return taken.isConsumed() ? Duration.ZERO : Duration.ofNanos(taken.getNanosToWaitForRefill());
    }
}
