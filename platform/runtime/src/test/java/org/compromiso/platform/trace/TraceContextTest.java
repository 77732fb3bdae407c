package org.compromiso.platform.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Trace Context, level 1, section 3.2. */
class TraceContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @Test
    void a_header_is_read_and_written_the_same() {
        for (var header : new String[] {"00-" + TRACE + "-" + SPAN + "-01", "00-" + TRACE + "-" + SPAN + "-00"}) {
            assertEquals(Optional.of(header), TraceContext.parse(header).map(TraceContext::toString));
        }
    }

    @Test
    void a_later_version_may_say_more() {
        var read = TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-03-what-the-future-will-be-like");

        assertEquals(Optional.of(new TraceContext(TRACE, SPAN, true)), read);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "nonsense",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-" + TRACE + "-" + SPAN + "-01,00-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-01\n"
            })
    void an_invalid_header_is_no_header(String header) {
        assertEquals(Optional.empty(), TraceContext.parse(header));
    }

    @Test
    void the_next_step_keeps_the_trace_and_has_a_name_of_its_own() {
        var first = new TraceContext(TRACE, SPAN, true);

        var next = first.next();

        assertEquals(TRACE, next.traceId());
        assertTrue(next.sampled());
        assertNotEquals(SPAN, next.spanId());
    }

    @Test
    void what_begins_here_is_valid() {
        var begun = TraceContext.begin();

        assertEquals(Optional.of(begun), TraceContext.parse(begun.toString()));
    }
}
