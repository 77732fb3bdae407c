package org.compromiso.practice.publication;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.compromiso.platform.outbox.OutboxEvent;
import org.compromiso.practice.form.Completeness;
import org.compromiso.practice.form.PracticeForm;

/** What the service tells others, each as {@code contracts/events} has it. */
sealed interface PracticeEvent {

    /** Topic for partners: public facts only, kept for ever. */
    String PRACTICES = "compromiso.practices.v1";

    /** Topic between the services. */
    String CASEWORK = "compromiso.casework.v1";

    @JsonIgnore
    String topic();

    @JsonIgnore
    String type();

    /** The event as the outbox takes it; to be called when the practice's version is that of the change. */
    default OutboxEvent about(Practice practice) {
        return new OutboxEvent(topic(), practice.reference, practice.reference, practice.version, type(), this);
    }

    /** A practice was handed in: everything that peer review needs, and no person. Partners are told nothing yet. */
    record SubmittedForReview(What what, Content practice) implements PracticeEvent {

        /** Which submission, when, and in whose name; {@code recordedBy} is an account's id, it names nobody. */
        public record What(
                int submission, LocalDate on, String owner, boolean recordedBySecretariat, UUID recordedBy) {}

        /** The submission as it came. */
        public record Content(
                String reference,
                long version,
                String owner,
                int submission,
                @JsonUnwrapped PracticeForm form,
                List<String> warnings,
                List<String> files,
                boolean demo) {}

        public static SubmittedForReview of(Practice practice, PracticeRound round) {
            return new SubmittedForReview(
                    new What(
                            practice.submission,
                            round.submittedOn,
                            practice.owner,
                            practice.recordedBy != null,
                            practice.recordedBy),
                    new Content(
                            practice.reference,
                            practice.version,
                            practice.owner,
                            practice.submission,
                            round.form.withoutContact(),
                            Completeness.warnings(round.form),
                            List.of(),
                            practice.demo));
        }

        @Override
        public String topic() {
            return CASEWORK;
        }

        @Override
        public String type() {
            return "org.compromiso.casework.PracticeSubmitted.v1";
        }
    }

    /** A draft was made from a pledge, as its owner had asked. */
    record DraftCreated(Answer what, Draft practice) implements PracticeEvent {

        public static DraftCreated of(Practice practice, LocalDate on) {
            return new DraftCreated(new Answer(practice.pledgeRequest, on), Draft.of(practice, practice.version));
        }

        @Override
        public String topic() {
            return CASEWORK;
        }

        @Override
        public String type() {
            return "org.compromiso.casework.PracticeDraftCreated.v1";
        }
    }

    /** The draft that was made from a pledge is gone: the pledge is free for another. The last that is told of it. */
    record DraftDeleted(Answer what, Draft practice) implements PracticeEvent {

        public static DraftDeleted of(Practice practice, LocalDate on) {
            return new DraftDeleted(new Answer(practice.pledgeRequest, on), Draft.of(practice, practice.version + 1));
        }

        /** Nothing gives what is deleted another version, so that it is counted here. */
        @Override
        public OutboxEvent about(Practice practice) {
            return new OutboxEvent(
                    topic(), practice.reference, practice.reference, this.practice.version(), type(), this);
        }

        @Override
        public String topic() {
            return CASEWORK;
        }

        @Override
        public String type() {
            return "org.compromiso.casework.PracticeDraftDeleted.v1";
        }
    }

    /** Which of the pledge's requests is answered, and when. */
    record Answer(int request, LocalDate on) {}

    /** What a pledge needs to know of the draft that was made from it. */
    record Draft(String reference, long version, String owner, String pledge, boolean demo) {

        static Draft of(Practice practice, long version) {
            return new Draft(practice.reference, version, practice.owner, practice.pledge, practice.demo);
        }
    }

    /** Peer review approved a round: it is public as the practice's latest edition. */
    record Published(What what, PublicPractice practice) implements PracticeEvent {

        /** Which edition, of which submission, and when. */
        public record What(int edition, int submission, LocalDate on) {}

        public static Published of(Practice practice, PracticeRound round) {
            return new Published(
                    new What(round.edition, round.round, round.publishedOn), PublicPractice.of(practice, round));
        }

        @Override
        public String topic() {
            return PRACTICES;
        }

        @Override
        public String type() {
            return "org.compromiso.PracticePublished.v1";
        }
    }
}
