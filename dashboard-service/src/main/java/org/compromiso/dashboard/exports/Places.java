package org.compromiso.dashboard.exports;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.compromiso.platform.problem.Problem;

/**
 * Places for files being written: a few on an instance, and fewer for one address, so that no client keeps all others out
 * by taking its files slowly. Addresses are those of {@link org.compromiso.platform.limits.ClientAddress}.
 */
final class Places {

    private static final String HALF_A_MINUTE = "30";

    private final int all;
    private final int each;
    private final Semaphore free;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    /** @param each for one address; 0 is no limit */
    Places(int all, int each) {
        this.all = all;
        this.each = each;
        free = new Semaphore(all);
    }

    int taken() {
        return all - free.availablePermits();
    }

    /** Throws 429 or 503 if there is none at the moment. */
    void requireFree(String address) {
        if (each > 0 && taken.getOrDefault(address, 0) >= each) {
            throw tooManyOfOne();
        }
        if (free.availablePermits() == 0) {
            throw tooMany();
        }
    }

    /** Takes one, to be given back by what is returned; throws 429 or 503. */
    Runnable take(String address) {
        if (taken.merge(address, 1, Integer::sum) > each && each > 0) {
            forget(address);
            throw tooManyOfOne();
        }
        if (!free.tryAcquire()) {
            forget(address);
            throw tooMany();
        }
        return () -> {
            free.release();
            forget(address);
        };
    }

    private void forget(String address) {
        taken.computeIfPresent(address, (a, places) -> places == 1 ? null : places - 1);
    }

    private Problem tooManyOfOne() {
        return Problem.of(429, "too-many-own-exports", Map.of("max", each)).header("Retry-After", HALF_A_MINUTE);
    }

    private static Problem tooMany() {
        return Problem.of(503, "too-many-exports").header("Retry-After", HALF_A_MINUTE);
    }
}
