package org.compromiso.review.cases;

import static org.compromiso.review.cases.Submissions.PLEDGE;
import static org.compromiso.review.cases.Submissions.PRACTICE;
import static org.compromiso.review.cases.Submissions.completion;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.compromiso.platform.codes.CodeLists;
import org.compromiso.platform.json.JsonDefaults;
import org.compromiso.platform.testing.EventContract;
import org.compromiso.review.decision.Completion;
import org.compromiso.review.decision.CriterionAnswer;
import org.compromiso.review.decision.Purpose;
import org.compromiso.review.pledges.KnownPledge;
import org.compromiso.review.pledges.PledgeVersion;
import org.junit.jupiter.api.Test;

/** What the service tells is, to the letter, what the contracts' own examples show; none says who decided. */
class ReviewCompletedContractTest {

    private static final ObjectMapper JSON = JsonDefaults.mapper();

    @Test
    void the_services_learn_of_an_accepted_pledge() throws Exception {
        assertContract(ReviewCompleted.ForServices.of(accepted()), "screening-accepted");
    }

    @Test
    void partners_learn_of_an_accepted_pledge() throws Exception {
        assertContract(ReviewCompleted.ForPartners.of(accepted()), "screening-accepted");
    }

    @Test
    void the_services_learn_why_a_pledge_was_returned() throws Exception {
        var returned = decided(
                Submissions.of(Purpose.SCREENING, PLEDGE, 1),
                "f19c3e52-8b47-4f5a-b6d0-1a2b3c4d5e04",
                1,
                "2026-11-30",
                completion(
                        "returned",
                        "Please say how many hectares of terraces are promised, and by when.",
                        new CriterionAnswer("measurable", "partly", "The goal has no target value."),
                        new CriterionAnswer("time-bound", "no", "The goal has no due date of its own.")));

        assertContract(ReviewCompleted.ForServices.of(returned), "screening-returned");
    }

    @Test
    void the_services_learn_of_an_approved_practice() throws Exception {
        assertContract(ReviewCompleted.ForServices.of(approved()), "peer-review-approved");
    }

    @Test
    void partners_learn_of_an_approved_practice() throws Exception {
        assertContract(ReviewCompleted.ForPartners.of(approved()), "peer-review-approved");
    }

    @Test
    void the_services_learn_of_a_verdict_and_of_the_cases_number() throws Exception {
        assertContract(ReviewCompleted.ForServices.of(assessed()), "compliance-verdict");
    }

    @Test
    void partners_learn_of_a_verdict() throws Exception {
        assertContract(ReviewCompleted.ForPartners.of(assessed()), "compliance-verdict");
    }

    @Test
    void an_event_is_about_the_case_in_its_present_version_under_the_subjects_key() {
        var event = ReviewCompleted.ForPartners.of(approved()).about(approved(), "compromiso.reviews.v1");

        assertEquals(PRACTICE, event.key());
        assertEquals("8e4b6c7a-52a1-4a4e-9f0d-54b1f3e2c702", event.subject());
        assertEquals(6, event.sequence());
        assertEquals("compromiso.reviews.v1", event.topic());
    }

    private static ReviewCase accepted() {
        return decided(
                Submissions.of(Purpose.SCREENING, "P-2026-000001", 1),
                "3d1f7f86-1d0c-4c0e-8f63-2b8f2d1c9a01",
                1,
                "2026-11-23",
                completion(
                        "accepted",
                        null,
                        CodeLists.list("screening-criteria").items().stream()
                                .map(criterion -> new CriterionAnswer(criterion.code(), "yes", null))
                                .toArray(CriterionAnswer[]::new)));
    }

    private static ReviewCase approved() {
        return decided(
                Submissions.of(Purpose.PEER_REVIEW, PRACTICE, 1),
                "8e4b6c7a-52a1-4a4e-9f0d-54b1f3e2c702",
                6,
                "2026-12-18",
                completion(
                        "approved",
                        "Una práctica clara y fácil de replicar.",
                        new CriterionAnswer("relevance", "yes", null),
                        new CriterionAnswer(
                                "replicability", "yes", "El acuerdo con los consulados está bien descrito."),
                        new CriterionAnswer(
                                "evaluation-and-monitoring",
                                "partly",
                                "Conviene medir el tiempo que ahorran las personas.")));
    }

    private static ReviewCase assessed() {
        var then = LocalDate.parse("2028-08-21").atTime(10, 0).toInstant(ZoneOffset.UTC);
        var pledge = KnownPledge.of(new PledgeVersion(
                "P-2026-000001", 9, "registered", 1, "T", "E", true, JSON.createObjectNode(), Optional.empty()));
        var review = ReviewCase.ofCompliance(
                UUID.fromString("b7a2d9c4-0e6f-4d8b-a1c3-9f8e7d6c5b03"), 2, pledge, OpenedBy.SECRETARIAT, 30, then);
        review.decide(
                Submissions.verdict(
                        "substantial", "The training took place as promised; two of the four agreements are signed."),
                then);
        review.version = 5;
        return review;
    }

    private static ReviewCase decided(
            Submission submission, String id, long version, String day, Completion completion) {
        Instant then = LocalDate.parse(day).atTime(10, 0).toInstant(ZoneOffset.UTC);
        var review = ReviewCase.open(UUID.fromString(id), 1, submission, 14, then);
        review.decide(completion, then);
        review.version = version;
        return review;
    }

    private static void assertContract(ReviewCompleted event, String example) throws JsonProcessingException {
        new EventContract(event.type())
                .sends(
                        JSON.writeValueAsString(event),
                        "contracts/events/examples/" + event.type() + "/" + example + ".json");
    }
}
