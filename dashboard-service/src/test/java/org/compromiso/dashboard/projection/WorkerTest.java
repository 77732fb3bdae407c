package org.compromiso.dashboard.projection;

import static org.compromiso.dashboard.fixtures.Rows.patiently;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerTest {

    @Test
    void an_error_in_one_step_does_not_end_the_work() {
        // Given
        var steps = new AtomicInteger();
        var worker = new Worker(
                "a worker",
                () -> {
                    if (steps.incrementAndGet() == 1) {
                        throw new StackOverflowError();
                    }
                    return Duration.ofMillis(10);
                },
                () -> {});

        // When
        worker.start();

        // Then
        try {
            patiently().until(() -> steps.get() > 2);
        } finally {
            worker.stop();
        }
    }
}
