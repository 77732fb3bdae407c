package org.compromiso.platform;

import org.compromiso.platform.testing.Refusals;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    @Test
    void every_problem_stands_in_the_documents() {
        Refusals.assertDocumented();
    }
}
