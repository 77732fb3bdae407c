package org.compromiso.pledge.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.compromiso.platform.json.JsonDefaults;
import org.junit.jupiter.api.Test;

/** One practice at a time, whatever is heard of it, twice, late or in the wrong order. */
class PracticeLinkTest {

    private static final String FIRST = "R-2028-000001";
    private static final String SECOND = "R-2028-000002";

    private final PracticeLink asked = PracticeLink.NONE.requested();
    private final PracticeLink draft = asked.created(1, FIRST);

    @Test
    void while_one_is_waited_for_or_there_no_other_is_asked_for() {
        assertThrows(IllegalStateException.class, asked::requested);
        assertThrows(IllegalStateException.class, draft::requested);
        assertThrows(IllegalStateException.class, draft.published(FIRST)::requested);
    }

    @Test
    void a_deleted_draft_frees_the_pledge_for_the_next_request() {
        var again = draft.deleted(1).requested();

        assertEquals(2, again.request());
        assertNull(again.practice());
        assertEquals(SECOND, again.created(2, SECOND).practice());
    }

    @Test
    void what_comes_twice_changes_nothing() {
        assertSame(draft, draft.created(1, FIRST));
        var free = draft.deleted(1);
        assertSame(free, free.deleted(1));
        var published = draft.published(FIRST);
        assertSame(published, published.published(FIRST));
    }

    @Test
    void a_draft_that_is_heard_of_after_its_deletion_stays_deleted() {
        var free = asked.deleted(1);

        assertTrue(free.isFree());
        assertSame(free, free.created(1, FIRST));
    }

    @Test
    void answers_to_an_earlier_request_are_out_of_date() {
        var again = draft.deleted(1).requested();

        assertSame(again, again.created(1, FIRST));
        assertSame(again, again.deleted(1));
        var second = again.created(2, SECOND);
        assertSame(second, second.deleted(1));
    }

    @Test
    void an_edition_that_is_heard_of_before_its_draft_is_the_last_word() {
        var published = asked.published(FIRST);

        assertEquals(FIRST, published.practice());
        assertSame(published, published.created(1, FIRST));
        assertSame(published, published.deleted(1));
    }

    @Test
    void everyone_knows_of_it_once_it_is_published() {
        assertNull(draft.shown(false));
        assertEquals(FIRST, draft.shown(true));
        assertEquals(FIRST, draft.published(FIRST).shown(false));
    }

    @Test
    void it_is_stored_with_codes_and_read_again() throws Exception {
        ObjectMapper json = JsonDefaults.mapper();

        var text = json.writeValueAsString(PracticeLink.NONE);

        assertEquals("{\"request\":0,\"state\":\"free\",\"practice\":null}", text);
        assertEquals(draft, json.readValue(json.writeValueAsString(draft), PracticeLink.class));
    }
}
