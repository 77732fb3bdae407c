package org.compromiso.pledge.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.UUID;
import org.compromiso.platform.files.StoredFile;
import org.compromiso.platform.json.Body;
import org.compromiso.pledge.PledgeFixtures;
import org.compromiso.pledge.form.Numbering;
import org.compromiso.pledge.form.PledgeForm;
import org.junit.jupiter.api.Test;

/** Who said yes has said yes to what was handed in, the file included (domain.md, Consent). */
class ConsentsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final UUID PARTICIPANT = new UUID(0, 1);

    @Test
    void a_submission_that_says_the_same_again_asks_nobody_anew() {
        var pledge = returnedAfterConfirmation();

        pledge.submit(NOW);

        assertEquals(Consents.CONFIRMED, pledge.consents.decision(PARTICIPANT));
    }

    @Test
    void another_file_asks_anew_at_once() {
        var pledge = returnedAfterConfirmation();

        pledge.attach(file(), NOW);

        assertEquals(Consents.INVITED, pledge.consents.decision(PARTICIPANT));
    }

    @Test
    void a_yes_between_another_file_and_the_submission_is_no_yes_to_that_file() {
        var pledge = returnedAfterConfirmation();
        pledge.attach(file(), NOW);
        pledge.answer(PARTICIPANT, Consents.CONFIRMED, NOW);

        pledge.submit(NOW);

        assertEquals(Consents.INVITED, pledge.consents.decision(PARTICIPANT));
    }

    private static StoredFile file() {
        return new StoredFile(new UUID(0, 7), "plan.pdf", "application/pdf", 10, "00");
    }

    private static Pledge returnedAfterConfirmation() {
        var form = PledgeFixtures.completePledge().put("type", "collective");
        form.putArray("participants").addObject().put("name", "UNICEF").put("kind", "un-entity");
        var content = Numbering.of(Body.read(form, PledgeForm.class).valid(), null, 0, () -> PARTICIPANT);
        var pledge = Pledge.draft(1, PledgeFixtures.ILO, null, content, false, NOW);
        pledge.submit(NOW);
        pledge.answer(PARTICIPANT, Consents.CONFIRMED, NOW);
        pledge.sendBack(NOW);
        return pledge;
    }
}
