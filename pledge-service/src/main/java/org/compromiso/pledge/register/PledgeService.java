package org.compromiso.pledge.register;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.compromiso.platform.files.FileStore;
import org.compromiso.platform.http.IfMatch;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.idempotency.Idempotency;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.inbox.Inbox;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.json.MergePatch;
import org.compromiso.platform.outbox.Outbox;
import org.compromiso.platform.outbox.OutboxEvent;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.platform.problem.Problem;
import org.compromiso.pledge.form.Completeness;
import org.compromiso.pledge.form.Numbering;
import org.compromiso.pledge.form.Persons;
import org.compromiso.pledge.form.PledgeForm;

/** Everything that happens to pledges: the one way in, and the only place with transactions. */
@ApplicationScoped
public class PledgeService {

    private static final String CONSUMER = "screening";

    private final PledgeRepository pledges;
    private final FileStore files;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Idempotency idempotency;
    private final ObjectMapper json;
    private final Clock clock;

    PledgeService(
            PledgeRepository pledges,
            FileStore files,
            Outbox outbox,
            Inbox inbox,
            Idempotency idempotency,
            ObjectMapper json,
            Clock clock) {
        this.pledges = pledges;
        this.files = files;
        this.outbox = outbox;
        this.inbox = inbox;
        this.idempotency = idempotency;
        this.json = json;
        this.clock = clock;
    }

    /** Records a draft. */
    @WithTransaction
    public Uni<Answer> create(Body<PledgeForm> body, Caller caller) {
        var recordedBy = caller.secretariat() ? UUID.fromString(caller.id()) : null;
        var entity = caller.secretariat() ? null : caller.requiredEntity();
        return idempotency.once(body.tree(), () -> {
            var content = Numbering.of(body.valid(), null, 0, UUID::randomUUID);
            refuse(content);
            var owner = entity == null ? content.form().entity().name() : entity;
            return pledges.nextNumber()
                    .map(number -> Pledge.draft(number, owner, recordedBy, content, caller.demo(), now()))
                    .call(pledges::persist)
                    .call(pledge -> Panache.getSession()
                            .chain(session ->
                                    session.persist(new PledgePersons(pledge.reference, Persons.of(content.form())))))
                    .chain(pledge -> flushed(pledge, 201));
        });
    }

    /** Changes a draft or a returned pledge by a merge patch. */
    @WithTransaction
    public Uni<Answer> change(String reference, Body<PledgeForm> patch, IfMatch ifMatch, Caller caller) {
        return owned(reference, caller).chain(pledge -> {
            ifMatch.check(pledge.version);
            requireEditable(pledge);
            return persons(reference).chain(persons -> {
                var before = pledge.form.withPersons(persons.persons());
                var after = Body.read(MergePatch.apply(json.valueToTree(before), patch.tree()), PledgeForm.class);
                var content = Numbering.of(after.valid(), before, pledge.lastGoalNumber, UUID::randomUUID);
                refuse(content);
                pledge.write(content, now());
                persons.write(Persons.of(content.form()));
                return flushed(pledge, 200);
            });
        });
    }

    /** Deletes a draft or a returned pledge, and everything said of it. */
    @WithTransaction
    public Uni<Void> delete(String reference, IfMatch ifMatch, Caller caller) {
        return owned(reference, caller).chain(pledge -> {
            ifMatch.check(pledge.version);
            requireEditable(pledge);
            return pledges.delete(pledge).chain(pledges::flush).chain(() -> files.forget(pledge.attachment));
        });
    }

    /** Hands a pledge in to be screened. */
    @WithTransaction
    public Uni<Answer> submit(String reference, IfMatch ifMatch, Caller caller) {
        return idempotency.once(
                Map.of(),
                () -> owned(reference, caller).chain(pledge -> {
                    ifMatch.check(pledge.version);
                    requireEditable(pledge);
                    return persons(reference)
                            .chain(persons -> complete(pledge.form.withPersons(persons.persons())))
                            .chain(() -> {
                                pledge.submit(now());
                                return flushed(
                                        pledge,
                                        200,
                                        () -> PledgeEvent.Submitted.of(pledge).about(pledge),
                                        () -> PledgeEvent.SubmittedForScreening.of(pledge)
                                                .about(pledge));
                            });
                }));
    }

    /** Applies a screening's decision, once, if it is about the submission that is waited for. */
    @WithTransaction
    public Uni<Void> decide(Screening screening, IncomingEvent event) {
        return inbox.once(
                CONSUMER,
                event,
                () -> pledges.findById(screening.reference()).chain(pledge -> {
                    if (pledge == null || !pledge.awaits(screening.submission())) {
                        return inbox.dropped(event, "submission " + screening.submission() + " is not waited for");
                    }
                    switch (screening.outcome()) {
                        case "accepted" -> {
                            pledge.register(now());
                            return flushed(
                                            pledge,
                                            200,
                                            () -> PledgeEvent.Registered.of(pledge)
                                                    .about(pledge))
                                    .replaceWithVoid();
                        }
                        case "returned" -> pledge.sendBack(now());
                        case "rejected" -> pledge.reject(now());
                        default -> {
                            return inbox.dropped(event, "outcome " + screening.outcome() + " is not known");
                        }
                    }
                    return Panache.getSession()
                            .chain(session -> session.persist(new PledgeReturn(pledge.reference, screening)))
                            .chain(() -> flushed(pledge, 200))
                            .replaceWithVoid();
                }));
    }

    /** A pledge as the caller may see it; 404 when there is none for them. */
    @WithTransaction
    public Uni<PledgeView> view(String reference, Caller caller) {
        return readable(reference, caller).chain(pledge -> {
            var asOf = LocalDate.now(clock);
            var target = pledge.form.joins() == null
                    ? Uni.createFrom().<Pledge>nullItem()
                    : pledges.findById(pledge.form.joins());
            if (!seesPersons(pledge, caller)) {
                return target.map(t -> PledgeView.published(pledge, t, asOf));
            }
            return target.chain(t -> persons(reference)
                    .chain(persons -> Panache.getSession()
                            .chain(session -> session.find(
                                    PledgeReturn.class, new PledgeReturn.Key(reference, pledge.submission)))
                            .map(answer -> PledgeView.whole(pledge, persons, t, answer, asOf))));
        });
    }

    /** The caller's own pledges, newest first; for the secretariat those it recorded. */
    @WithTransaction
    public Uni<Page<PledgeSummary>> mine(PageRequest page, Caller caller) {
        var before = before(page);
        var rows = caller.secretariat()
                ? pledges.recordedBySecretariat(before, page.limit())
                : pledges.ofOwner(caller.requiredEntity(), before, page.limit());
        return rows.map(list -> page(list, page));
    }

    /** What waits to be screened, newest first. */
    @WithTransaction
    public Uni<Page<PledgeSummary>> submitted(PageRequest page) {
        return pledges.submitted(before(page), page.limit()).map(list -> page(list, page));
    }

    private static Page<PledgeSummary> page(List<Pledge> rows, PageRequest page) {
        return Page.of(rows, page.limit(), p -> List.of(Long.toString(p.number)), PledgeSummary::of);
    }

    private static long before(PageRequest page) {
        return page.afterNumber().orElse(Long.MAX_VALUE);
    }

    private Uni<Void> complete(PledgeForm form) {
        return pledges.joinTarget(form.joins())
                .invoke(target -> {
                    var findings = Completeness.check(form, LocalDate.now(clock), target);
                    if (!findings.isEmpty()) {
                        throw Problem.invalid(findings);
                    }
                })
                .replaceWithVoid();
    }

    Uni<Pledge> readable(String reference, Caller caller) {
        return pledges.findById(reference).invoke(pledge -> {
            if (pledge == null || !(pledge.registration.isPublic() || seesPersons(pledge, caller))) {
                throw Problem.notFound();
            }
        });
    }

    Uni<Pledge> owned(String reference, Caller caller) {
        return readable(reference, caller).invoke(pledge -> {
            if (!owns(pledge, caller)) {
                throw Problem.of(403, "not-owner");
            }
        });
    }

    private static boolean owns(Pledge pledge, Caller caller) {
        return caller.actsFor(pledge.owner) || caller.secretariat() && pledge.recordedBy != null;
    }

    private static boolean seesPersons(Pledge pledge, Caller caller) {
        return caller.secretariat() || caller.actsFor(pledge.owner);
    }

    static void requireEditable(Pledge pledge) {
        if (!pledge.registration.isEditable()) {
            throw Problem.of(409, "not-editable", Map.of("registration", pledge.registration.code()));
        }
    }

    private static void refuse(Numbering content) {
        if (!content.findings().isEmpty()) {
            throw Problem.invalid(content.findings());
        }
    }

    private Uni<PledgePersons> persons(String reference) {
        return Panache.getSession().chain(session -> session.find(PledgePersons.class, reference));
    }

    /** Writes the change, so that the version is the new one, and then the events that carry it. */
    @SafeVarargs
    private Uni<Answer> flushed(Pledge pledge, int status, Supplier<OutboxEvent>... events) {
        return pledges.flush()
                .chain(() -> {
                    var told = new ArrayList<OutboxEvent>();
                    for (var event : events) {
                        told.add(event.get());
                    }
                    return outbox.append(told.toArray(OutboxEvent[]::new));
                })
                .map(done -> new Answer(status, pledge.reference, pledge.version));
    }

    private Instant now() {
        return clock.instant();
    }
}
