package org.compromiso.pledge.register;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.compromiso.platform.outbox.OutboxEvent;
import org.compromiso.pledge.compliance.Evidence;
import org.compromiso.pledge.form.PledgeForm;

/** What the service tells others, each as {@code contracts/events} has it. */
public sealed interface PledgeEvent {

    /** Topic for partners: public facts only, kept for ever. */
    String PLEDGES = "compromiso.pledges.v1";

    /** Topic between the services. */
    String CASEWORK = "compromiso.casework.v1";

    @JsonIgnore
    String topic();

    @JsonIgnore
    String type();

    /** The event as the outbox takes it; to be called when the pledge's version is that of the change. */
    default OutboxEvent about(Pledge pledge) {
        return new OutboxEvent(topic(), pledge.reference, pledge.reference, pledge.version, type(), this);
    }

    /** A public fact. */
    sealed interface Public extends PledgeEvent {
        @Override
        default String topic() {
            return PLEDGES;
        }
    }

    /** A pledge was handed in: thin, because nothing of it is public yet. */
    record Submitted(What what, Thin pledge) implements Public {

        /** Which submission, and when. */
        public record What(int submission, LocalDate on) {}

        /** All that may be known of a pledge before it is registered. */
        public record Thin(String reference, String type, String entityKind) {}

        public static Submitted of(Pledge pledge) {
            return new Submitted(
                    new What(pledge.submission, pledge.submittedOn),
                    new Thin(
                            pledge.reference,
                            pledge.form.type(),
                            pledge.form.entity().kind()));
        }

        @Override
        public String type() {
            return "org.compromiso.PledgeSubmitted.v1";
        }
    }

    /** A pledge was handed in: everything that screening needs, and no person. */
    record SubmittedForScreening(What what, Content pledge) implements PledgeEvent {

        /** Which submission, when, and in whose name; {@code recordedBy} is an account's id, it names nobody. */
        public record What(
                int submission, LocalDate on, String owner, boolean recordedBySecretariat, UUID recordedBy) {}

        /** The submission as it came. */
        public record Content(
                String reference,
                long version,
                String owner,
                int submission,
                @JsonUnwrapped PledgeForm form,
                List<File> files,
                boolean demo) {}

        /** A file that belongs to the submission; who may see the content gets a link to it. */
        public record File(UUID id, String name, String type, long size) {

            static List<File> of(Pledge pledge) {
                var file = pledge.attachment;
                return file == null ? List.of() : List.of(new File(file.id(), file.name(), file.type(), file.size()));
            }
        }

        public static SubmittedForScreening of(Pledge pledge) {
            return new SubmittedForScreening(
                    new What(
                            pledge.submission,
                            pledge.submittedOn,
                            pledge.owner,
                            pledge.recordedBy != null,
                            pledge.recordedBy),
                    new Content(
                            pledge.reference,
                            pledge.version,
                            pledge.owner,
                            pledge.submission,
                            pledge.form.withoutPersons(),
                            File.of(pledge),
                            pledge.demo));
        }

        @Override
        public String topic() {
            return CASEWORK;
        }

        @Override
        public String type() {
            return "org.compromiso.casework.PledgeSubmitted.v1";
        }
    }

    /** Screening accepted a pledge: from here on it is public. */
    record Registered(What what, PublicPledge pledge) implements Public {

        /** Which submission was accepted, when, and in whose name it was recorded. */
        public record What(int submission, LocalDate on, Author by) {}

        public static Registered of(Pledge pledge) {
            return new Registered(
                    new What(
                            pledge.submission,
                            pledge.registeredOn,
                            pledge.recordedBySecretariat() ? Author.SECRETARIAT : Author.ENTITY),
                    PublicPledge.of(pledge));
        }

        @Override
        public String type() {
            return "org.compromiso.PledgeRegistered.v1";
        }
    }

    /** Goals or dates were changed. */
    record Amended(What what, PublicPledge pledge) implements Public {

        /** When, in whose name, why, and which end date was in force before. */
        public record What(LocalDate on, Author by, String reason, LocalDate endsOnBefore) {}

        public static Amended of(Pledge pledge, What what) {
            return new Amended(what, PublicPledge.of(pledge));
        }

        @Override
        public String type() {
            return "org.compromiso.PledgeAmended.v1";
        }
    }

    /** An entity has confirmed that it takes part, or, having confirmed, has declined. */
    record ParticipationChanged(What what, PublicPledge pledge) implements Public {

        /** When, who, and the answer. */
        public record What(LocalDate on, Participant participant, String decision) {}

        /** Who answered, by the name the lead gave it. */
        public record Participant(UUID id, String name) {}

        public static ParticipationChanged of(Pledge pledge, What what) {
            return new ParticipationChanged(what, PublicPledge.of(pledge));
        }

        @Override
        public String type() {
            return "org.compromiso.PledgeParticipationChanged.v1";
        }
    }

    /** The owner reported progress. */
    record ProgressReported(What what, PublicPledge pledge) implements Public {

        /** When, in whose name, and the report. */
        public record What(LocalDate on, Author by, Report report) {}

        /** What the entity says, on a day. */
        public record Report(
                int number,
                LocalDate on,
                String state,
                boolean closing,
                List<Value> values,
                String narrative,
                List<Evidence> evidence,
                String obstacles) {}

        /** What a goal's indicator has reached, in the goal's unit. */
        public record Value(int goal, BigDecimal value) {}

        public static ProgressReported of(Pledge pledge, What what) {
            return new ProgressReported(what, PublicPledge.of(pledge));
        }

        @Override
        public String type() {
            return "org.compromiso.PledgeProgressReported.v1";
        }
    }

    /** An independent review came to a verdict. */
    record Assessed(What what, PublicPledge pledge) implements Public {

        /**
         * Which case decided what, and when.
         *
         * @param applied false for an earlier case's verdict that came late
         */
        public record What(
                LocalDate on, @JsonProperty("case") int caseNumber, String verdict, String state, boolean applied) {}

        public static Assessed of(Pledge pledge, What what) {
            return new Assessed(what, PublicPledge.of(pledge));
        }

        @Override
        public String type() {
            return "org.compromiso.PledgeAssessed.v1";
        }
    }

    /** The owner took a pledge back. */
    record Withdrawn(What what, PublicPledge pledge) implements Public {

        /** When, in whose name, and why. */
        public record What(LocalDate on, Author by, String reason) {}

        public static Withdrawn of(Pledge pledge, What what) {
            return new Withdrawn(what, PublicPledge.of(pledge));
        }

        @Override
        public String type() {
            return "org.compromiso.PledgeWithdrawn.v1";
        }
    }

    /** Another pledge of the same owner took the place of this one. */
    record Superseded(What what, PublicPledge pledge) implements Public {

        /** When, in whose name, why, and by which pledge. */
        public record What(LocalDate on, Author by, String reason, String supersededBy) {}

        public static Superseded of(Pledge pledge, What what) {
            return new Superseded(what, PublicPledge.of(pledge));
        }

        @Override
        public String type() {
            return "org.compromiso.PledgeSuperseded.v1";
        }
    }
}
