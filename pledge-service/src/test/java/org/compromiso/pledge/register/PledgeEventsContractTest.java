package org.compromiso.pledge.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.UUID;
import org.compromiso.platform.files.StoredFile;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.json.JsonDefaults;
import org.compromiso.platform.testing.EventContract;
import org.compromiso.pledge.PledgeFixtures;
import org.compromiso.pledge.form.Numbering;
import org.compromiso.pledge.form.PledgeForm;
import org.junit.jupiter.api.Test;

/** What the service tells others is what the contracts say, and never a word about persons. */
class PledgeEventsContractTest {

    private static final ObjectMapper JSON = JsonDefaults.mapper();
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void partners_learn_next_to_nothing_of_a_submission() throws Exception {
        assertContract(PledgeEvent.Submitted.of(submittedPledge()), "approved/PledgeSubmitted.json");
    }

    @Test
    void screening_gets_the_whole_submission_without_persons() throws Exception {
        assertContract(
                PledgeEvent.SubmittedForScreening.of(submittedPledge()), "approved/casework.PledgeSubmitted.json");
    }

    @Test
    void partners_get_the_public_state_of_a_registered_pledge() throws Exception {
        var pledge = submittedPledge();
        pledge.register(NOW.plusSeconds(86_400));

        assertContract(PledgeEvent.Registered.of(pledge), "approved/PledgeRegistered.json");
    }

    @Test
    void an_event_is_about_the_pledge_in_its_present_version() {
        var pledge = submittedPledge();
        pledge.version = 7;

        var event = PledgeEvent.Submitted.of(pledge).about(pledge);

        assertEquals("P-2026-000001", event.key());
        assertEquals("P-2026-000001", event.subject());
        assertEquals(7, event.sequence());
        assertEquals("compromiso.pledges.v1", event.topic());
    }

    private static void assertContract(PledgeEvent event, String approved) throws JsonProcessingException {
        var value = JSON.writeValueAsString(event);
        new EventContract(event.type()).sends(value, approved);
        assertFalse(value.contains("Quispe") || value.contains("@"), value);
    }

    private static Pledge submittedPledge() {
        var form = PledgeFixtures.completePledge();
        form.putArray("participants")
                .addObject()
                .put("name", "UNICEF")
                .put("kind", "un-entity")
                .put("email", "unicef@example.org");
        var content = Numbering.of(Body.read(form, PledgeForm.class).valid(), null, 0, () -> new UUID(0, 1));
        var pledge = Pledge.draft(1, PledgeFixtures.ILO, null, content, false, NOW);
        pledge.attach(new StoredFile(new UUID(0, 2), "programme.pdf", "application/pdf", 482_133, "0".repeat(64)), NOW);
        pledge.submit(NOW);
        return pledge;
    }
}
