package org.compromiso.review.cases;

import static org.compromiso.review.cases.Submissions.NOW;
import static org.compromiso.review.cases.Submissions.PLEDGE;
import static org.compromiso.review.cases.Submissions.completion;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.compromiso.review.decision.Purpose;

/** Whatever arrives, in whatever order and however often, and whoever decides in between. */
class CasesOfSubjectPropertyTest {

    /** A submission arrives, or a case of compliance is asked for; or somebody tries to decide. */
    record Step(boolean decides, Purpose purpose, int submission) {}

    @Property(tries = 500)
    void one_case_per_submission_and_only_the_newest_is_open(@ForAll("steps") List<Step> steps) {
        var cases = new ArrayList<ReviewCase>();
        var closed = new HashMap<ReviewCase, CaseState>();
        for (var step : steps) {
            take(step, cases);

            for (var purpose : Purpose.values()) {
                var ofPurpose = cases.stream().filter(c -> c.purpose == purpose).toList();
                assertEquals(
                        IntStream.rangeClosed(1, ofPurpose.size()).boxed().toList(),
                        ofPurpose.stream().map(c -> c.number).toList());
                assertTrue(ofPurpose.stream().filter(ReviewCase::isOpen).count() <= 1);
                if (purpose == Purpose.COMPLIANCE) {
                    continue;
                }
                var newest =
                        ofPurpose.stream().mapToInt(c -> c.submission).max().orElse(0);
                assertTrue(ofPurpose.stream().filter(ReviewCase::isOpen).allMatch(c -> c.submission == newest));
                assertTrue(ofPurpose.stream()
                        .filter(c -> c.submission == newest)
                        .allMatch(c -> c.state != CaseState.CANCELLED));
                assertEquals(
                        ofPurpose.size(),
                        ofPurpose.stream().map(c -> c.submission).distinct().count());
            }
            // What was closed before this step is as it was.
            closed.forEach((review, state) -> assertEquals(state, review.state));
            cases.stream().filter(c -> !c.isOpen()).forEach(c -> closed.put(c, c.state));
            cases.forEach(c -> assertEquals(c.isOpen(), c.closedAt == null));
            cases.forEach(c -> assertEquals(c.state == CaseState.DECIDED, (c.outcome != null || c.verdict != null)));
        }
    }

    private static void take(Step step, List<ReviewCase> cases) {
        if (step.purpose() == Purpose.COMPLIANCE) {
            takeCompliance(step, cases);
        } else if (step.decides()) {
            cases.stream()
                    .filter(c -> c.purpose == step.purpose() && c.submission == step.submission() && c.isOpen())
                    .forEach(c -> c.decide(completion("rejected", "No."), NOW));
        } else {
            new CasesOfSubject(List.copyOf(cases))
                    .receive(Submissions.of(step.purpose(), PLEDGE, step.submission()), UUID.randomUUID(), 14, NOW)
                    .ifPresent(cases::add);
        }
    }

    private static void takeCompliance(Step step, List<ReviewCase> cases) {
        var ofSubject = new CasesOfSubject(List.copyOf(cases));
        var open = ofSubject.open(Purpose.COMPLIANCE);
        if (step.decides()) {
            open.ifPresent(c -> c.decide(Submissions.verdict("limited", null), NOW));
        } else if (step.submission() == 1) {
            ofSubject.leaveRegister(NOW);
        } else if (open.isEmpty()) {
            cases.add(ofSubject.openCompliance(
                    Submissions.registered(), OpenedBy.SECRETARIAT, UUID.randomUUID(), 30, NOW));
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(Purpose.class),
                        Arbitraries.integers().between(1, 5))
                .as(Step::new)
                .list()
                .ofMaxSize(30);
    }
}
