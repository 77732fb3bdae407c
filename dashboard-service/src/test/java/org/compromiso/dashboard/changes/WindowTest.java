package org.compromiso.dashboard.changes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowTest {

    @Test
    void it_gives_the_next_change_and_passes_over_numbers_that_are_not_told() {
        var window = new Window(8, 10);
        window.append(List.of(change(12), change(15)), 17);

        assertEquals(12, window.next(10).number());
        assertEquals(12, window.next(11).number());
        assertEquals(15, window.next(12).number());
        assertNull(window.next(15));
        assertEquals(17, window.last());
        assertTrue(window.holdsAllAfter(10));
        assertFalse(window.holdsAllAfter(9), "what was before it began is not here");
    }

    @Test
    void when_it_is_full_the_oldest_go_and_it_says_so() {
        var window = new Window(4, 0);
        window.append(LongStream.rangeClosed(1, 6).mapToObj(WindowTest::change).toList(), 6);

        assertFalse(window.holdsAllAfter(1));
        assertTrue(window.holdsAllAfter(2), "the last that went is the first one need not ask for");
        assertEquals(Window.GONE, window.next(1));
        assertEquals(3, window.next(2).number());
        assertEquals(6, window.next(5).number());
    }

    @Test
    void what_nobody_listened_to_is_not_here() {
        var window = new Window(4, 0);
        window.append(List.of(change(1), change(2)), 2);
        window.skipTo(90);

        assertFalse(window.holdsAllAfter(2));
        assertNull(window.next(90));
        window.append(List.of(change(91)), 91);
        assertEquals(91, window.next(90).number());
    }

    private static Change change(long number) {
        return new Change(number, "a", "{}");
    }
}
