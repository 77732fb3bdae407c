package org.compromiso.review.cases;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.compromiso.review.decision.Completion;
import org.compromiso.review.decision.CriterionAnswer;
import org.compromiso.review.decision.Purpose;
import org.compromiso.review.pledges.KnownPledge;
import org.compromiso.review.pledges.PledgeVersion;

/** Submissions and cases for tests of the rules, without a database. */
final class Submissions {

    static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    static final String PLEDGE = "P-2026-000011";
    static final String PRACTICE = "R-2026-000001";

    private Submissions() {}

    static Submission screening(int submission) {
        return of(Purpose.SCREENING, PLEDGE, submission);
    }

    static Submission of(Purpose purpose, String reference, int submission) {
        return new Submission(
                purpose,
                reference,
                submission,
                "Terraces",
                "Ayuntamiento",
                false,
                null,
                true,
                JsonNodeFactory.instance.objectNode());
    }

    static ReviewCase open(Submission submission) {
        return ReviewCase.open(new UUID(0, submission.submission()), 1, submission, 14, NOW);
    }

    /** The pledge as it is registered, in its first submission. */
    static KnownPledge registered() {
        return KnownPledge.of(new PledgeVersion(
                PLEDGE,
                3,
                "registered",
                1,
                "Terraces",
                "Ayuntamiento",
                true,
                JsonNodeFactory.instance.objectNode(),
                Optional.empty()));
    }

    static Completion verdict(String verdict, String comment) {
        return new Completion(null, verdict, List.of(), comment);
    }

    static Completion completion(String outcome, String comment, CriterionAnswer... answers) {
        return new Completion(outcome, null, List.of(answers), comment);
    }
}
