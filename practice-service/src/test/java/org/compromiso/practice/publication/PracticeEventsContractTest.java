package org.compromiso.practice.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.json.JsonDefaults;
import org.compromiso.platform.testing.EventContract;
import org.compromiso.practice.PracticeFixtures;
import org.compromiso.practice.form.PracticeForm;
import org.junit.jupiter.api.Test;

/** What the service tells others is what the contracts say, and never a word about persons. */
class PracticeEventsContractTest {

    private static final ObjectMapper JSON = JsonDefaults.mapper();
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final PracticeForm FORM =
            Body.read(PracticeFixtures.completePractice(), PracticeForm.class).valid();

    private final Practice practice = Practice.draft(1, PracticeFixtures.QUILMES, null, false, NOW);
    private final PracticeRound round =
            practice.submit(PracticeRound.draft(practice.reference, practice.round, FORM), NOW);

    @Test
    void peer_review_gets_the_whole_submission_without_persons() throws Exception {
        assertContract(
                PracticeEvent.SubmittedForReview.of(practice, round), "approved/casework.PracticeSubmitted.json");
    }

    @Test
    void partners_get_the_public_state_of_an_edition() throws Exception {
        practice.approve(round, NOW.plusSeconds(86_400));

        assertContract(PracticeEvent.Published.of(practice, round), "approved/PracticePublished.json");
    }

    @Test
    void an_event_is_about_the_practice_in_its_present_version() {
        practice.version = 7;

        var event = PracticeEvent.SubmittedForReview.of(practice, round).about(practice);

        assertEquals("R-2026-000001", event.key());
        assertEquals("R-2026-000001", event.subject());
        assertEquals(7, event.sequence());
        assertEquals("compromiso.casework.v1", event.topic());
    }

    private static void assertContract(PracticeEvent event, String approved) throws JsonProcessingException {
        var value = JSON.writeValueAsString(event);
        new EventContract(event.type()).sends(value, approved);
        assertFalse(value.contains("Quispe") || value.contains("@") || value.contains("contact"), value);
    }
}
