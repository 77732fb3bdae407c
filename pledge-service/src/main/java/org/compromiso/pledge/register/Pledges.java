package org.compromiso.pledge.register;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Map;
import java.util.function.Supplier;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.outbox.Outbox;
import org.compromiso.platform.outbox.OutboxEvent;
import org.compromiso.platform.problem.Problem;

/**
 * How every feature gets at a pledge, within its transaction: as the caller may see or change it, and back with the
 * events that tell of the change.
 */
@ApplicationScoped
public class Pledges {

    private final PledgeRepository repository;
    private final Outbox outbox;

    Pledges(PledgeRepository repository, Outbox outbox) {
        this.repository = repository;
        this.outbox = outbox;
    }

    /** A pledge that anyone, or its owner, or the secretariat may read; 404 when there is none for the caller. */
    public Uni<Pledge> readable(String reference, Caller caller) {
        return repository.findById(reference).invoke(pledge -> visible(pledge, caller));
    }

    /** A pledge that the caller may change, locked until the transaction ends; throws 404 and 403. */
    public Uni<Pledge> owned(String reference, Caller caller) {
        return locked(reference).invoke(pledge -> {
            visible(pledge, caller);
            if (!owns(pledge, caller)) {
                throw Problem.of(403, "not-owner");
            }
        });
    }

    /** A pledge whoever asks, locked until the transaction ends; null when there is none. */
    public Uni<Pledge> locked(String reference) {
        return repository.findById(reference, LockModeType.PESSIMISTIC_WRITE);
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

    private static void visible(Pledge pledge, Caller caller) {
        if (pledge == null || !(pledge.registration.isPublic() || seesPersons(pledge, caller))) {
            throw Problem.notFound();
        }
    }

    private static boolean owns(Pledge pledge, Caller caller) {
        return caller.actsFor(pledge.owner) || caller.secretariat() && pledge.recordedBy != null;
    }
}
