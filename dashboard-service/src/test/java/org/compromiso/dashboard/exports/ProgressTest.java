package org.compromiso.dashboard.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final AtomicInteger cuts = new AtomicInteger();
    private final Progress progress = new Progress(OutputStream.nullOutputStream(), cuts::incrementAndGet);

    @Test
    void who_takes_enough_between_two_looks_goes_on() throws IOException {
        progress.look();
        for (int i = 0; i < 3; i++) {
            progress.write(new byte[(int) Progress.LEAST]);
            progress.look();
        }

        assertEquals(0, cuts.get());
    }

    @Test
    void who_takes_a_little_only_is_cut_off_like_one_who_takes_nothing() throws IOException {
        progress.look();
        progress.write(new byte[8192]);
        progress.look();

        assertEquals(1, cuts.get());
    }

    @Test
    void the_database_has_time_to_find_the_first_rows() {
        progress.look();

        assertEquals(0, cuts.get());
    }
}
