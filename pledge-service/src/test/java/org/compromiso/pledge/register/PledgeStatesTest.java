package org.compromiso.pledge.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.compromiso.platform.json.Body;
import org.compromiso.pledge.PledgeFixtures;
import org.compromiso.pledge.form.Numbering;
import org.compromiso.pledge.form.PledgeForm;

/** Whatever is asked of a pledge in whatever order, it goes only where the domain lets it. */
class PledgeStatesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    enum Step {
        WRITE,
        SUBMIT,
        REGISTER,
        SEND_BACK,
        REJECT
    }

    private static final Map<Registration, Map<Step, Registration>> ALLOWED = Map.of(
            Registration.DRAFT, Map.of(Step.WRITE, Registration.DRAFT, Step.SUBMIT, Registration.SUBMITTED),
            Registration.RETURNED, Map.of(Step.WRITE, Registration.RETURNED, Step.SUBMIT, Registration.SUBMITTED),
            Registration.SUBMITTED,
                    Map.of(
                            Step.REGISTER, Registration.REGISTERED,
                            Step.SEND_BACK, Registration.RETURNED,
                            Step.REJECT, Registration.REJECTED));

    @Property(tries = 500)
    void a_pledge_moves_only_as_the_model_does(@ForAll @Size(max = 12) List<Step> steps) {
        var content = Numbering.of(
                Body.read(PledgeFixtures.completePledge(), PledgeForm.class).valid(), null, 0, UUID::randomUUID);
        var pledge = Pledge.draft(1, PledgeFixtures.ILO, null, content, false, NOW);
        var expected = Registration.DRAFT;
        var submissions = 0;
        for (var step : steps) {
            var next = ALLOWED.getOrDefault(expected, Map.of()).get(step);
            if (next == null) {
                assertThrows(IllegalStateException.class, () -> take(pledge, step, content));
            } else {
                take(pledge, step, content);
                expected = next;
                submissions += step == Step.SUBMIT ? 1 : 0;
            }
            assertEquals(expected, pledge.registration);
            assertEquals(submissions, pledge.submission);
            assertEquals(
                    expected == Registration.REGISTERED ? LocalDate.of(2027, 12, 31) : null,
                    pledge.deadlines == null ? null : pledge.deadlines.first());
        }
    }

    private static void take(Pledge pledge, Step step, Numbering content) {
        switch (step) {
            case WRITE -> pledge.write(content, NOW);
            case SUBMIT -> pledge.submit(NOW);
            case REGISTER -> pledge.register(NOW);
            case SEND_BACK -> pledge.sendBack(NOW);
            case REJECT -> pledge.reject(NOW);
        }
    }
}
