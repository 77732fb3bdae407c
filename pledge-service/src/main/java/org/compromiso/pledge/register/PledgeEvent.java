package org.compromiso.pledge.register;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.compromiso.platform.outbox.OutboxEvent;
import org.compromiso.pledge.form.PledgeForm;

/** What the service tells others, each as {@code contracts/events} has it. */
sealed interface PledgeEvent {

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

    /** A pledge was handed in: thin, because nothing of it is public yet. */
    record Submitted(What what, Thin pledge) implements PledgeEvent {

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
        public String topic() {
            return PLEDGES;
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
    record Registered(Submitted.What what, PublicPledge pledge) implements PledgeEvent {

        public static Registered of(Pledge pledge) {
            return new Registered(new Submitted.What(pledge.submission, pledge.registeredOn), PublicPledge.of(pledge));
        }

        @Override
        public String topic() {
            return PLEDGES;
        }

        @Override
        public String type() {
            return "org.compromiso.PledgeRegistered.v1";
        }
    }
}
