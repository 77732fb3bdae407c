package org.compromiso.practice.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
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
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
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
    void a_pledge_learns_of_the_draft_that_its_owner_asked_for() throws Exception {
        assertContract(PracticeEvent.DraftCreated.of(fromPledge(), DAY), "approved/casework.PracticeDraftCreated.json");
    }

    @Test
    void a_pledge_learns_that_its_draft_is_gone_by_an_event_of_its_own_version() throws Exception {
        var draft = fromPledge();
        draft.version = 3;
        var event = PracticeEvent.DraftDeleted.of(draft, DAY);

        assertContract(event, "approved/casework.PracticeDraftDeleted.json");
        assertEquals(4, event.about(draft).sequence());
        assertEquals("R-2026-000001", event.about(draft).key());
    }

    @Test
    void partners_learn_which_pledge_a_practice_was_made_from() throws Exception {
        var draft = fromPledge();
        var submitted = draft.submit(PracticeRound.draft(draft.reference, draft.round, FORM), NOW);
        draft.approve(submitted, NOW);

        var published = PracticeEvent.Published.of(draft, submitted);

        assertEquals("P-2026-000123", published.practice().pledge());
    }

    private static Practice fromPledge() {
        return Practice.madeFrom(
                new DraftRequest("P-2026-000123", 2, PracticeFixtures.QUILMES, null, FORM, false), 1, NOW);
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
