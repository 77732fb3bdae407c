package org.compromiso.review.cases;

import static org.compromiso.review.cases.Submissions.NOW;
import static org.compromiso.review.cases.Submissions.PLEDGE;
import static org.compromiso.review.cases.Submissions.completion;
import static org.compromiso.review.cases.Submissions.open;
import static org.compromiso.review.cases.Submissions.registered;
import static org.compromiso.review.cases.Submissions.screening;
import static org.compromiso.review.cases.Submissions.verdict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.compromiso.review.decision.Purpose;
import org.junit.jupiter.api.Test;

class CasesOfSubjectTest {

    private final List<ReviewCase> cases = new ArrayList<>();

    @Test
    void a_submission_opens_a_case_that_is_due_after_the_days_of_its_purpose() {
        receive(screening(1));

        var opened = cases.get(0);
        assertEquals(CaseState.OPEN, opened.state);
        assertEquals(1, opened.number);
        assertEquals(LocalDate.parse("2026-12-14"), opened.dueOn);
    }

    @Test
    void a_submission_that_has_its_case_opens_no_other() {
        receive(screening(1));

        receive(screening(1));

        assertEquals(1, cases.size());
    }

    @Test
    void a_newer_submission_cancels_the_open_case_of_an_older_one() {
        receive(screening(1));

        receive(screening(2));

        assertEquals(List.of(CaseState.CANCELLED, CaseState.OPEN), states());
        assertEquals(2, cases.get(1).number);
        assertEquals(NOW, cases.get(0).closedAt);
    }

    @Test
    void an_older_submission_that_comes_late_is_cancelled_from_the_start() {
        receive(screening(2));

        receive(screening(1));

        assertEquals(List.of(CaseState.OPEN, CaseState.CANCELLED), states());
    }

    @Test
    void a_decided_case_stays_as_it_is() {
        receive(screening(1));
        cases.get(0).decide(completion("returned", "By when?"), NOW);

        receive(screening(2));

        assertEquals(List.of(CaseState.DECIDED, CaseState.OPEN), states());
    }

    @Test
    void a_case_of_another_purpose_is_left_alone_and_not_counted() {
        receive(screening(1));

        receive(Submissions.of(Purpose.PEER_REVIEW, PLEDGE, 2));

        assertEquals(List.of(CaseState.OPEN, CaseState.OPEN), states());
        assertEquals(1, cases.get(1).number);
    }

    @Test
    void a_closed_case_is_neither_decided_nor_cancelled() {
        var decided = open(screening(1));
        decided.decide(completion("accepted", null), NOW);
        var cancelled = open(screening(2));
        cancelled.cancel(NOW);

        for (var closed : List.of(decided, cancelled)) {
            assertThrows(IllegalStateException.class, () -> closed.cancel(NOW));
            assertThrows(IllegalStateException.class, () -> closed.decide(completion("accepted", null), NOW));
        }
    }

    @Test
    void only_what_passed_has_a_public_result() {
        var accepted = open(screening(1));
        accepted.decide(completion("accepted", null), NOW);
        var returned = open(screening(1));
        returned.decide(completion("returned", "By when?"), NOW);

        assertTrue(accepted.hasPublicResult());
        assertFalse(returned.hasPublicResult());
        assertFalse(open(screening(1)).hasPublicResult());
    }

    @Test
    void cases_of_compliance_are_numbered_apart_and_say_why_they_were_opened() {
        receive(screening(1));
        cases.get(0).decide(completion("accepted", null), NOW);
        openCompliance(OpenedBy.CLOSING_REPORT);
        cases.get(1).decide(verdict("limited", null), NOW);

        openCompliance(OpenedBy.SECRETARIAT);

        assertEquals(1, cases.get(1).number);
        assertEquals(OpenedBy.CLOSING_REPORT, cases.get(1).openedBy);
        assertEquals(2, cases.get(2).number);
        assertEquals(OpenedBy.SECRETARIAT, cases.get(2).openedBy);
        assertEquals(List.of(CaseState.DECIDED, CaseState.DECIDED, CaseState.OPEN), states());
    }

    @Test
    void at_most_one_case_of_compliance_is_open() {
        openCompliance(OpenedBy.SECRETARIAT);

        assertThrows(IllegalStateException.class, () -> openCompliance(OpenedBy.CLOSING_REPORT));
    }

    @Test
    void who_recorded_the_submission_recorded_the_pledge() {
        receive(new Submission(
                Purpose.SCREENING,
                PLEDGE,
                1,
                "Terraces",
                "Ayuntamiento",
                true,
                "account",
                true,
                JsonNodeFactory.instance.objectNode()));

        openCompliance(OpenedBy.SECRETARIAT);

        assertTrue(cases.get(1).recordedBySecretariat);
        assertTrue(cases.get(1).isRecordOf("account"));
    }

    @Test
    void leaving_the_register_cancels_the_open_case_of_compliance_alone() {
        receive(screening(2));
        openCompliance(OpenedBy.SECRETARIAT);
        cases.get(1).decide(verdict("complete", null), NOW);
        openCompliance(OpenedBy.SECRETARIAT);

        new CasesOfSubject(cases).leaveRegister(NOW);

        assertEquals(List.of(CaseState.OPEN, CaseState.DECIDED, CaseState.CANCELLED), states());
    }

    @Test
    void every_verdict_is_public() {
        openCompliance(OpenedBy.SECRETARIAT);
        assertFalse(cases.get(0).hasPublicResult());

        cases.get(0).decide(verdict("no-evidence", null), NOW);

        assertTrue(cases.get(0).hasPublicResult());
    }

    private void openCompliance(OpenedBy reason) {
        cases.add(new CasesOfSubject(List.copyOf(cases))
                .openCompliance(registered(), reason, UUID.randomUUID(), 30, NOW));
    }

    private void receive(Submission submission) {
        new CasesOfSubject(List.copyOf(cases))
                .receive(submission, UUID.randomUUID(), 14, NOW)
                .ifPresent(cases::add);
    }

    private List<CaseState> states() {
        return cases.stream().map(c -> c.state).toList();
    }
}
