package org.compromiso.pledge.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.compromiso.platform.files.StoredFile;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.json.JsonDefaults;
import org.compromiso.platform.testing.EventContract;
import org.compromiso.pledge.PledgeFixtures;
import org.compromiso.pledge.compliance.Compliance;
import org.compromiso.pledge.compliance.Evidence;
import org.compromiso.pledge.form.Numbering;
import org.compromiso.pledge.form.PledgeForm;
import org.junit.jupiter.api.Test;

/** What the service tells others is what the contracts say, and never a word about persons. */
class PledgeEventsContractTest {

    private static final ObjectMapper JSON = JsonDefaults.mapper();
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant LATER = Instant.parse("2027-02-01T10:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2027, 2, 1);
    private static final UUID PARTICIPANT = new UUID(0, 1);

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
    void the_history_says_that_the_secretariat_recorded_it() throws Exception {
        var content = Numbering.of(
                Body.read(PledgeFixtures.completePledge(), PledgeForm.class).valid(), null, 0, UUID::randomUUID);
        var pledge = Pledge.draft(1, PledgeFixtures.ILO, new UUID(0, 9), content, false, NOW);
        pledge.submit(NOW);
        pledge.register(NOW);

        assertEquals(
                Author.SECRETARIAT, PledgeEvent.Registered.of(pledge).what().by());
    }

    @Test
    void partners_learn_what_was_amended_and_why() throws Exception {
        var pledge = registeredPledge();
        var before = pledge.form.endsOn();
        pledge.amend(
                new Numbering(
                        pledge.form.amended(pledge.form.goals(), pledge.form.startsOn(), before.plusYears(1)),
                        pledge.lastGoalNumber,
                        List.of()),
                LATER);

        assertContract(
                PledgeEvent.Amended.of(
                        pledge, new PledgeEvent.Amended.What(DAY, Author.ENTITY, "The law came late.", before)),
                "approved/PledgeAmended.json");
    }

    @Test
    void partners_learn_who_takes_part() throws Exception {
        var pledge = registeredPledge();
        pledge.answer(PARTICIPANT, Consents.CONFIRMED, LATER);

        assertContract(
                PledgeEvent.ParticipationChanged.of(
                        pledge,
                        new PledgeEvent.ParticipationChanged.What(
                                DAY,
                                new PledgeEvent.ParticipationChanged.Participant(PARTICIPANT, "UNICEF"),
                                Consents.CONFIRMED)),
                "approved/PledgeParticipationChanged.json");
    }

    @Test
    void partners_learn_of_progress_with_its_evidence() throws Exception {
        var pledge = registeredPledge();
        var evidence = List.of(new Evidence("Report", "https://example.org/report"));
        pledge.report(new Compliance.SelfReported("in-progress", DAY, DAY, 1, evidence), LATER);

        assertContract(
                PledgeEvent.ProgressReported.of(
                        pledge,
                        new PledgeEvent.ProgressReported.What(
                                DAY,
                                Author.ENTITY,
                                new PledgeEvent.ProgressReported.Report(
                                        1,
                                        DAY,
                                        "in-progress",
                                        false,
                                        List.of(new PledgeEvent.ProgressReported.Value(1, new BigDecimal("20.50"))),
                                        "Two rounds were held.",
                                        evidence,
                                        null))),
                "approved/PledgeProgressReported.json");
    }

    @Test
    void partners_learn_what_a_review_found() throws Exception {
        var pledge = registeredPledge();
        pledge.assess(new Compliance.Assessed("in-progress", DAY, "limited", 1), LATER);

        assertContract(
                PledgeEvent.Assessed.of(pledge, new PledgeEvent.Assessed.What(DAY, 1, "limited", "in-progress", true)),
                "approved/PledgeAssessed.json");
    }

    @Test
    void partners_learn_of_a_withdrawal() throws Exception {
        var pledge = registeredPledge();
        pledge.withdraw(LATER);

        assertContract(
                PledgeEvent.Withdrawn.of(
                        pledge, new PledgeEvent.Withdrawn.What(DAY, Author.ENTITY, "The programme ended.")),
                "approved/PledgeWithdrawn.json");
    }

    @Test
    void partners_learn_which_pledge_took_the_place_of_another() throws Exception {
        var pledge = registeredPledge();
        pledge.supersede("P-2026-000002", LATER);

        assertContract(
                PledgeEvent.Superseded.of(
                        pledge,
                        new PledgeEvent.Superseded.What(DAY, Author.ENTITY, "A wider promise.", "P-2026-000002")),
                "approved/PledgeSuperseded.json");
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

    private static Pledge registeredPledge() {
        var pledge = submittedPledge();
        pledge.register(NOW);
        return pledge;
    }

    private static Pledge submittedPledge() {
        var form = PledgeFixtures.completePledge();
        form.putArray("participants")
                .addObject()
                .put("name", "UNICEF")
                .put("kind", "un-entity")
                .put("email", "unicef@example.org");
        var content = Numbering.of(Body.read(form, PledgeForm.class).valid(), null, 0, () -> PARTICIPANT);
        var pledge = Pledge.draft(1, PledgeFixtures.ILO, null, content, false, NOW);
        pledge.attach(new StoredFile(new UUID(0, 2), "programme.pdf", "application/pdf", 482_133, "0".repeat(64)), NOW);
        pledge.submit(NOW);
        return pledge;
    }
}
