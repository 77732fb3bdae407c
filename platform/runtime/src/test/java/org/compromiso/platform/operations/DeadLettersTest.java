package org.compromiso.platform.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.compromiso.platform.operations.DeadLetters.DeadLetter;
import org.junit.jupiter.api.Test;

/** The newest dead letters are the newest of all partitions. */
class DeadLettersTest {

    @Test
    void the_newest_are_kept_in_whatever_order_the_partitions_were_read() {
        var letters = List.of(letter(0, 7, 30), letter(0, 8, 40), letter(1, 1, 10), letter(1, 2, 20));

        assertEquals(List.of(letter(0, 7, 30), letter(0, 8, 40)), DeadLetters.newest(letters, 2));
        assertEquals(
                List.of(letter(1, 1, 10), letter(1, 2, 20), letter(0, 7, 30), letter(0, 8, 40)),
                DeadLetters.newest(letters, 100));
    }

    private static DeadLetter letter(int partition, long offset, long second) {
        return new DeadLetter(
                "topic", partition, offset, Instant.ofEpochSecond(second), "key", "type", "id", "cause", false);
    }
}
