package org.compromiso.dashboard.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.compromiso.platform.problem.Problem;
import org.junit.jupiter.api.Test;

class PlacesTest {

    @Test
    void an_address_has_some_of_all_places_and_gives_them_back() {
        var places = new Places(3, 2);
        var first = places.take("a");
        places.take("a");

        assertRefused(429, places, "a");
        places.take("b");
        assertRefused(503, places, "c");
        assertRefused(429, places, "a");
        assertEquals(3, places.taken());

        first.run();
        places.requireFree("a");
        places.take("a");
        assertEquals(3, places.taken());
    }

    @Test
    void who_was_refused_has_taken_nothing() {
        var places = new Places(2, 1);
        var first = places.take("a");
        var second = places.take("b");
        for (int i = 0; i < 5; i++) {
            assertRefused(429, places, "a");
            assertRefused(503, places, "c");
        }

        first.run();
        second.run();
        places.take("c");
        places.take("a");
    }

    @Test
    void without_a_limit_an_address_may_have_all() {
        var places = new Places(2, 0);
        places.take("a");
        places.take("a");

        assertRefused(503, places, "a");
    }

    private static void assertRefused(int status, Places places, String address) {
        assertEquals(
                status,
                assertThrows(Problem.class, () -> places.requireFree(address)).status());
        assertEquals(
                status, assertThrows(Problem.class, () -> places.take(address)).status());
    }
}
