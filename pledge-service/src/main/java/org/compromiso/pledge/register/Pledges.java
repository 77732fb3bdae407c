package org.compromiso.pledge.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.compromiso.platform.files.StoredFile;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.outbox.Outbox;
import org.compromiso.platform.outbox.OutboxEvent;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.compromiso.pledge.form.PledgeForm;
import org.compromiso.pledge.invitation.Invitations;

/**
 * How every feature gets at a pledge, within its transaction: as the caller may see or change it, and back with the
 * events that tell of the change.
 */
@ApplicationScoped
public class Pledges {

    /** Bytes of a form as JSON. */
    private static final int LARGEST_FORM = 256 * 1024;

    private final PledgeRepository repository;
    private final Invitations invitations;
    private final Outbox outbox;
    private final ObjectMapper json;

    Pledges(PledgeRepository repository, Invitations invitations, Outbox outbox, ObjectMapper json) {
        this.repository = repository;
        this.invitations = invitations;
        this.outbox = outbox;
        this.json = json;
    }

    /** A form that no event could carry: with the largest report an event stays below the broker's megabyte. */
    public List<Finding> tooLarge(PledgeForm form) {
        try {
            return json.writeValueAsBytes(form).length <= LARGEST_FORM
                    ? List.of()
                    : List.of(Finding.at("", "form-too-large", Map.of("max", LARGEST_FORM / 1024)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A pledge that the caller may read: public, theirs, or one they are named in; 404 when there is none. */
    public Uni<Pledge> readable(String reference, Caller caller) {
        return seen(reference, caller).map(Seen::pledge);
    }

    /**
     * A pledge, and how much of it the caller may see.
     *
     * @param persons with contacts, e-mails and who has not confirmed
     * @param participants those for whom the caller may answer
     */
    record Seen(Pledge pledge, boolean persons, Set<UUID> participants) {

        /** What it says: what is public, before that what was last handed in; for who sees persons what stands there now. */
        PledgeForm form() {
            return persons ? pledge.form : pledge.toldForm();
        }

        /** Its file; while it is being rewritten only for those who see the draft. */
        StoredFile attachment() {
            return persons || !pledge.registration.isEditable() ? pledge.attachment : null;
        }
    }

    /** As {@link #readable}, with what the caller may see of it. */
    Uni<Seen> seen(String reference, Caller caller) {
        return found(reference, LockModeType.NONE)
                .chain(pledge -> invited(pledge, caller).map(participants -> {
                    visible(pledge, caller, participants);
                    return new Seen(pledge, seesPersons(pledge, caller), participants);
                }));
    }

    /** A pledge and the participant in it for which the caller answers. */
    public record Part(Pledge pledge, UUID participant) {}

    /** A pledge in which the caller answers for a participant, locked until the transaction ends; throws 404 and 403. */
    public Uni<Part> participated(String reference, String participant, Caller caller) {
        return locked(reference)
                .chain(pledge -> invited(pledge, caller).map(participants -> {
                    visible(pledge, caller, participants);
                    return participants.stream()
                            .filter(id -> id.toString().equalsIgnoreCase(participant))
                            .findFirst()
                            .map(id -> new Part(pledge, id))
                            .orElseThrow(() -> Problem.of(403, "not-participant"));
                }));
    }

    /** A pledge that the caller may change, locked until the transaction ends; throws 404 and 403. */
    public Uni<Pledge> owned(String reference, Caller caller) {
        return locked(reference).invoke(pledge -> {
            visible(pledge, caller, Set.of());
            if (!owns(pledge, caller)) {
                throw Problem.of(403, "not-owner");
            }
        });
    }

    /** A pledge whoever asks, locked until the transaction ends; null when there is none. */
    public Uni<Pledge> locked(String reference) {
        return found(reference, LockModeType.PESSIMISTIC_WRITE);
    }

    /** What is no reference names no pledge; the database would refuse some of it. */
    private Uni<Pledge> found(String reference, LockModeType lock) {
        return PledgeForm.REFERENCE.matcher(reference).matches()
                ? repository.findById(reference, lock)
                : Uni.createFrom().nullItem();
    }

    /** A pledge that the caller may change, with the one that is to take its place; the latter null if there is none. */
    public record Pair(Pledge pledge, Pledge successor) {

        /** The successor is registered at this moment, of the same owner, and another pledge. */
        public boolean isSuccession() {
            return successor != null
                    && successor.registration == Registration.REGISTERED
                    && successor.hasSameOwnerAs(pledge)
                    && !successor.reference.equals(pledge.reference);
        }
    }

    /** Both locked, in the order of their references, so that two who supersede each other do not wait for ever. */
    public Uni<Pair> ownedWith(String reference, String successor, Caller caller) {
        if (successor == null) {
            return owned(reference, caller).map(pledge -> new Pair(pledge, null));
        }
        if (successor.compareTo(reference) < 0) {
            return locked(successor).chain(other -> owned(reference, caller).map(pledge -> new Pair(pledge, other)));
        }
        return owned(reference, caller).chain(pledge -> locked(successor).map(other -> new Pair(pledge, other)));
    }

    /** Throws 409 unless it is registered: only then may it be amended, reported on, withdrawn or superseded. */
    public static void requireRegistered(Pledge pledge) {
        if (pledge.registration != Registration.REGISTERED) {
            throw Problem.of(409, "not-registered", Map.of("registration", pledge.registration.code()));
        }
    }

    static void requireEditable(Pledge pledge) {
        if (!pledge.registration.isEditable()) {
            throw Problem.of(409, "not-editable", Map.of("registration", pledge.registration.code()));
        }
    }

    static boolean seesPersons(Pledge pledge, Caller caller) {
        return caller.secretariat() || caller.actsFor(pledge.owner);
    }

    /** Writes the change, so that the version is the new one, and then the events that carry it. */
    @SafeVarargs
    public final Uni<Answer> changed(Pledge pledge, int status, Supplier<PledgeEvent>... events) {
        return repository
                .flush()
                .chain(() -> {
                    var told = new OutboxEvent[events.length];
                    for (int i = 0; i < events.length; i++) {
                        told[i] = events[i].get().about(pledge);
                    }
                    return outbox.append(told);
                })
                .map(done -> new Answer(status, pledge.reference, pledge.version));
    }

    Uni<PledgePersons> persons(String reference) {
        return Panache.getSession().chain(session -> session.find(PledgePersons.class, reference));
    }

    /** Only who was asked is looked for: most pledges name nobody. */
    private Uni<Set<UUID>> invited(Pledge pledge, Caller caller) {
        return pledge == null || pledge.consents.byParticipant().isEmpty() || caller.id() == null
                ? Uni.createFrom().item(Set.of())
                : invitations.of(pledge.reference, caller);
    }

    private static void visible(Pledge pledge, Caller caller, Set<UUID> participants) {
        if (pledge == null
                || !(pledge.registration.isPublic() || seesPersons(pledge, caller) || !participants.isEmpty())) {
            throw Problem.notFound();
        }
    }

    private static boolean owns(Pledge pledge, Caller caller) {
        return caller.actsFor(pledge.owner) || caller.secretariat() && pledge.recordedBy != null;
    }
}
