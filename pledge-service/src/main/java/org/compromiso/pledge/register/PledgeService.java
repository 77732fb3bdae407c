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
import java.util.Locale;
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
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.json.MergePatch;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.platform.problem.Problem;
import org.compromiso.pledge.coaching.AssessmentView;
import org.compromiso.pledge.duplicates.PossibleDuplicates;
import org.compromiso.pledge.form.Completeness;
import org.compromiso.pledge.form.Numbering;
import org.compromiso.pledge.form.Persons;
import org.compromiso.pledge.form.PledgeForm;
import org.compromiso.pledge.invitation.Invitations;
import org.compromiso.pledge.mail.PledgeMails;

/** Everything that happens to pledges: the one way in, and the only place with transactions. */
@ApplicationScoped
public class PledgeService {

    private static final String CONSUMER = "screening";

    private final PledgeRepository repository;
    private final Pledges pledges;
    private final FileStore files;
    private final Invitations invitations;
    private final PledgeMails mails;
    private final PossibleDuplicates duplicates;
    private final Inbox inbox;
    private final Idempotency idempotency;
    private final ObjectMapper json;
    private final Clock clock;

    PledgeService(
            PledgeRepository repository,
            Pledges pledges,
            FileStore files,
            Invitations invitations,
            PledgeMails mails,
            PossibleDuplicates duplicates,
            Inbox inbox,
            Idempotency idempotency,
            ObjectMapper json,
            Clock clock) {
        this.repository = repository;
        this.pledges = pledges;
        this.files = files;
        this.invitations = invitations;
        this.mails = mails;
        this.duplicates = duplicates;
        this.inbox = inbox;
        this.idempotency = idempotency;
        this.json = json;
        this.clock = clock;
    }

    /** Records a draft. */
    @WithTransaction
    public Uni<Answer> create(Body<PledgeForm> body, Caller caller) {
        var recordedBy = caller.secretariat() ? caller.pseudonym() : null;
        var entity = caller.secretariat() ? null : caller.requiredEntity();
        return idempotency.once(body.tree(), () -> {
            var content = numbered(body, null, 0);
            var owner = entity == null ? content.form().entity().name() : entity;
            return repository
                    .nextNumber()
                    .map(number -> Pledge.draft(number, owner, recordedBy, content, caller.demo(), now()))
                    .call(repository::persist)
                    .call(pledge -> Panache.getSession()
                            .chain(session ->
                                    session.persist(new PledgePersons(pledge.reference, Persons.of(content.form())))))
                    .chain(pledge -> pledges.changed(pledge, 201));
        });
    }

    /** Changes a draft or a returned pledge by a merge patch. */
    @WithTransaction
    public Uni<Answer> change(String reference, Body<PledgeForm> patch, IfMatch ifMatch, Caller caller) {
        return pledges.owned(reference, caller).chain(pledge -> {
            ifMatch.check(pledge.version);
            Pledges.requireEditable(pledge);
            return pledges.persons(reference).chain(persons -> {
                var before = pledge.form.withPersons(persons.persons());
                var after = Body.read(MergePatch.apply(json.valueToTree(before), patch.tree()), PledgeForm.class);
                var content = numbered(after, before, pledge.lastGoalNumber);
                if (Author.of(caller, pledge) == Author.SECRETARIAT) {
                    pledge.ownedBy(content.form().entity().name());
                }
                pledge.write(content, now());
                persons.write(Persons.of(content.form()));
                return pledges.changed(pledge, 200);
            });
        });
    }

    /** Deletes a draft or a returned pledge, and everything said of it. */
    @WithTransaction
    public Uni<Void> delete(String reference, IfMatch ifMatch, Caller caller) {
        return pledges.owned(reference, caller).chain(pledge -> {
            ifMatch.check(pledge.version);
            Pledges.requireEditable(pledge);
            return repository.delete(pledge).chain(repository::flush).chain(() -> files.forget(pledge.attachment));
        });
    }

    /** Hands a pledge in to be screened, and asks those it names whether they take part. */
    @WithTransaction
    public Uni<Answer> submit(String reference, IfMatch ifMatch, Caller caller) {
        return idempotency.once(
                Map.of(),
                () -> pledges.owned(reference, caller).chain(pledge -> {
                    ifMatch.check(pledge.version);
                    Pledges.requireEditable(pledge);
                    return pledges.persons(reference)
                            .map(PledgePersons::persons)
                            .chain(persons -> complete(pledge.form.withPersons(persons))
                                    .chain(() -> {
                                        pledge.submit(now());
                                        return pledges.changed(
                                                pledge,
                                                200,
                                                () -> PledgeEvent.Submitted.of(pledge),
                                                () -> PledgeEvent.SubmittedForScreening.of(pledge));
                                    })
                                    .call(() -> invitations.replace(reference, pledge.form.participants(), persons))
                                    .call(() ->
                                            mails.asked(reference, pledge.submission, pledge.consents.unanswered())));
                }));
    }

    /** Applies a screening's decision, once, if it is about the submission that is waited for. */
    @WithTransaction
    public Uni<Void> decide(Screening screening, IncomingEvent event) {
        return inbox.once(
                CONSUMER,
                event,
                () -> pledges.locked(screening.reference()).chain(pledge -> {
                    if (pledge == null || !pledge.awaits(screening.submission())) {
                        return inbox.dropped(event, "submission " + screening.submission() + " is not waited for");
                    }
                    switch (screening.outcome()) {
                        case "accepted" -> {
                            pledge.register(now());
                            return answered(pledge, screening, () -> PledgeEvent.Registered.of(pledge))
                                    .chain(() -> mails.registered(pledge.reference, pledge.submission));
                        }
                        case "returned" -> {
                            pledge.sendBack(now());
                            return answered(pledge, screening)
                                    .chain(() -> mails.returned(pledge.reference, pledge.submission));
                        }
                        case "rejected" -> {
                            pledge.reject(now());
                            return answered(pledge, screening)
                                    .chain(() -> mails.rejected(pledge.reference, pledge.submission));
                        }
                        default ->
                            throw new PoisonException("The outcome " + screening.outcome() + " is not known", null);
                    }
                }));
    }

    @SafeVarargs
    private Uni<Answer> answered(Pledge pledge, Screening screening, Supplier<PledgeEvent>... events) {
        return Panache.getSession()
                .chain(session -> session.persist(new ScreeningAnswer(pledge.reference, screening)))
                .chain(() -> pledges.changed(pledge, 200, events));
    }

    /** A pledge as the caller may see it, advised on in that language; 404 when there is none for them. */
    @WithTransaction
    public Uni<PledgeView> view(String reference, Caller caller, Locale language) {
        return pledges.seen(reference, caller).chain(seen -> {
            var pledge = seen.pledge();
            var asOf = LocalDate.now(clock);
            var own = seen.persons();
            return Uni.combine()
                    .all()
                    .unis(
                            repository.joined(seen.form()),
                            repository.lastOfTheLine(pledge),
                            own ? pledges.persons(reference) : none(PledgePersons.class),
                            own ? returned(pledge) : none(ScreeningAnswer.class),
                            own ? heard(pledge) : none(HeardCase.class),
                            coaching(pledge, own, asOf, language))
                    // A session does one thing at a time.
                    .usingConcurrencyOf(1)
                    .with((target, last, persons, answer, heard, coaching) -> PledgeView.of(
                            seen, new PledgeView.Beside(target, last, persons, answer, heard, coaching), asOf));
        });
    }

    /** The caller's own pledges, newest first; for the secretariat those it recorded. */
    @WithTransaction
    public Uni<Page<WorkListLine>> mine(PageRequest page, Caller caller) {
        var before = before(page);
        var rows = caller.secretariat()
                ? repository.recordedBySecretariat(before, page.limit())
                : repository.ofOwner(caller.requiredEntity(), before, page.limit());
        return rows.map(list -> page(list, page));
    }

    /** Where the caller is named as a participant, what was asked last first; answered or not. */
    @WithTransaction
    public Uni<Page<WorkListLine>> invited(PageRequest page, Caller caller) {
        return repository
                .invited(caller, before(page), page.limit())
                .map(rows -> Page.of(
                        rows, page.limit(), row -> List.of(Long.toString(row.number())), InvitationSummary::of));
    }

    /** What waits to be screened, newest first. */
    @WithTransaction
    public Uni<Page<WorkListLine>> submitted(PageRequest page) {
        return repository.submitted(before(page), page.limit()).map(list -> page(list, page));
    }

    private Page<WorkListLine> page(List<Pledge> rows, PageRequest page) {
        var asOf = LocalDate.now(clock);
        return Page.of(
                rows, page.limit(), p -> List.of(Long.toString(p.number)), pledge -> PledgeSummary.of(pledge, asOf));
    }

    private static long before(PageRequest page) {
        return page.afterNumber().orElse(Long.MAX_VALUE);
    }

    private Uni<PledgeView.Coaching> coaching(Pledge pledge, boolean writes, LocalDate asOf, Locale language) {
        if (!writes || !pledge.registration.isEditable()) {
            return Uni.createFrom().item(PledgeView.Coaching.NONE);
        }
        return duplicates
                .of(pledge.reference)
                .map(found -> new PledgeView.Coaching(AssessmentView.of(pledge.form, asOf, language), found));
    }

    private static Uni<ScreeningAnswer> returned(Pledge pledge) {
        return Panache.getSession()
                .chain(session -> session.find(
                        ScreeningAnswer.class, new ScreeningAnswer.Key(pledge.reference, pledge.submission)));
    }

    /** The case whose decision stands; null before the first. */
    private static Uni<HeardCase> heard(Pledge pledge) {
        var assessed = pledge.compliance.assessed();
        return assessed == null
                ? none(HeardCase.class)
                : Panache.getSession()
                        .chain(session -> session.find(
                                HeardCase.class, new HeardCase.Key(pledge.reference, assessed.caseNumber())));
    }

    private static <T> Uni<T> none(Class<T> of) {
        return Uni.createFrom().nullItem();
    }

    private Uni<Void> complete(PledgeForm form) {
        return repository
                .joinTarget(form.joins())
                .invoke(target -> {
                    var findings = Completeness.check(form, LocalDate.now(clock), target);
                    if (!findings.isEmpty()) {
                        throw Problem.invalid(findings);
                    }
                })
                .replaceWithVoid();
    }

    /** The form with its goals and participants numbered; throws 422 with everything that is wrong. */
    private Numbering numbered(Body<PledgeForm> body, PledgeForm before, int lastGoalNumber) {
        var form = body.valid(sent -> {
            var findings = new ArrayList<>(
                    Numbering.of(sent, before, lastGoalNumber, UUID::randomUUID).findings());
            findings.addAll(pledges.tooLarge(sent));
            return findings;
        });
        return Numbering.of(form, before, lastGoalNumber, UUID::randomUUID);
    }

    private Instant now() {
        return clock.instant();
    }
}
