package org.compromiso.practice.publication;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.compromiso.platform.http.IfMatch;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.idempotency.Idempotency;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.inbox.Inbox;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.json.MergePatch;
import org.compromiso.platform.outbox.Outbox;
import org.compromiso.platform.outbox.OutboxEvent;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.compromiso.practice.form.Completeness;
import org.compromiso.practice.form.PracticeForm;

/** Everything that happens to practices: the one way in, and the only place with transactions. */
@ApplicationScoped
public class PracticeService {

    private static final String PEER_REVIEW = "peer-review";
    private static final String DRAFT_REQUESTS = "draft-requests";

    private final PracticeRepository practices;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Idempotency idempotency;
    private final ObjectMapper json;
    private final Clock clock;

    PracticeService(
            PracticeRepository practices,
            Outbox outbox,
            Inbox inbox,
            Idempotency idempotency,
            ObjectMapper json,
            Clock clock) {
        this.practices = practices;
        this.outbox = outbox;
        this.inbox = inbox;
        this.idempotency = idempotency;
        this.json = json;
        this.clock = clock;
    }

    /** Records a draft. */
    @WithTransaction
    public Uni<Answer> create(Body<PracticeForm> body, Caller caller) {
        var recordedBy = caller.secretariat() ? caller.pseudonym() : null;
        var entity = caller.secretariat() ? null : caller.requiredEntity();
        return idempotency.once(body.tree(), () -> {
            var form = body.valid(Completeness::draft);
            var owner = entity == null ? form.implementer().name() : entity;
            return practices
                    .nextNumber()
                    .map(number -> Practice.draft(number, owner, recordedBy, caller.demo(), now()))
                    .call(practices::persist)
                    .call(practice -> add(PracticeRound.draft(practice.reference, practice.round, form), form))
                    .chain(practice -> flushed(practice, 201));
        });
    }

    /** Makes the draft that a pledge's owner asked for, once. */
    @WithTransaction
    public Uni<Void> draft(DraftRequest request, IncomingEvent event) {
        return inbox.once(
                DRAFT_REQUESTS,
                event,
                () -> practices
                        .heard(request)
                        .chain(fresh -> fresh
                                ? madeFrom(request)
                                : inbox.dropped(event, "request " + request.number() + " was heard before")));
    }

    private Uni<Void> madeFrom(DraftRequest request) {
        return practices
                .nextNumber()
                .map(number -> Practice.madeFrom(request, number, now()))
                .call(practices::persist)
                .call(practice ->
                        add(PracticeRound.draft(practice.reference, practice.round, request.form()), request.form()))
                .chain(practice -> flushed(
                        practice,
                        201,
                        () -> PracticeEvent.DraftCreated.of(practice, today()).about(practice)))
                .replaceWithVoid();
    }

    /** Changes the newest round by a merge patch; where that is settled, opens a new one that starts as its copy. */
    @WithTransaction
    public Uni<Answer> change(String reference, Body<PracticeForm> patch, IfMatch ifMatch, Caller caller) {
        return owned(reference, caller).chain(practice -> {
            ifMatch.check(practice.version);
            require(practice, practice.isChangeable());
            return newest(practice)
                    .chain(newest -> practices.contact(newest.key()).chain(contact -> {
                        var before = json.valueToTree(newest.form.withContact(contact.contact));
                        var after = Body.read(MergePatch.apply(before, patch.tree()), PracticeForm.class)
                                .valid(form -> practice.isMadeFromPledge() ? List.of() : Completeness.draft(form));
                        var written = practice.write(newest, after, now());
                        if (written == newest) {
                            contact.contact = after.contact();
                            return flushed(practice, 200);
                        }
                        return add(written, after).chain(() -> flushed(practice, 200));
                    }));
        });
    }

    /** Deletes a draft or returned round; with it the practice, unless it has an edition. Frees the pledge it was of. */
    @WithTransaction
    public Uni<Void> delete(String reference, IfMatch ifMatch, Caller caller) {
        return owned(reference, caller).chain(practice -> {
            ifMatch.check(practice.version);
            require(practice, practice.state.isEditable());
            if (!practice.isPublic()) {
                return practices
                        .delete(practice)
                        .chain(practices::flush)
                        .chain(() -> practice.isMadeFromPledge()
                                ? outbox.append(PracticeEvent.DraftDeleted.of(practice, today())
                                        .about(practice))
                                : Uni.createFrom().voidItem());
            }
            practice.discard(now());
            return practices
                    .flush()
                    .chain(() -> practices.deleteRoundsAfter(reference, practice.round))
                    .replaceWithVoid();
        });
    }

    /** Hands the newest round in to be reviewed. */
    @WithTransaction
    public Uni<Answer> submit(String reference, IfMatch ifMatch, Caller caller) {
        return idempotency.once(
                Map.of(),
                () -> owned(reference, caller).chain(practice -> {
                    ifMatch.check(practice.version);
                    require(practice, practice.state.isEditable());
                    return newest(practice)
                            .chain(newest -> practices.contact(newest.key()).chain(contact -> {
                                var form = newest.form.withContact(contact.contact);
                                refuse(Completeness.check(form));
                                var submitted = practice.submit(newest, now());
                                var stored =
                                        submitted == newest ? Uni.createFrom().voidItem() : add(submitted, form);
                                return stored.chain(() -> flushed(
                                        practice,
                                        200,
                                        () -> PracticeEvent.SubmittedForReview.of(practice, submitted)
                                                .about(practice)));
                            }));
                }));
    }

    /** Applies a peer review's decision, once, if it is about the submission that is waited for. */
    @WithTransaction
    public Uni<Void> decide(PeerReview review, IncomingEvent event) {
        return inbox.once(
                PEER_REVIEW,
                event,
                () -> found(review.reference()).chain(practice -> {
                    if (practice == null || !practice.awaits(review.submission())) {
                        return inbox.dropped(event, "submission " + review.submission() + " is not waited for");
                    }
                    return newest(practice).chain(round -> decided(practice, round, review));
                }));
    }

    private Uni<Void> decided(Practice practice, PracticeRound round, PeerReview review) {
        switch (review.outcome()) {
            case "approved" -> {
                practice.approve(round, now());
                return flushed(
                                practice,
                                200,
                                () -> PracticeEvent.Published.of(practice, round)
                                        .about(practice))
                        .replaceWithVoid();
            }
            case "returned" -> practice.sendBack(round, now());
            case "rejected" -> practice.reject(round, now());
            default -> throw new PoisonException("The outcome " + review.outcome() + " is not known", null);
        }
        return practices
                .add(new PracticeReturn(round.key(), review))
                .chain(() -> flushed(practice, 200))
                .replaceWithVoid();
    }

    /** A practice as the caller may see it; 404 when there is none for them. */
    @WithTransaction
    public Uni<PracticeView> view(String reference, Caller caller) {
        return readable(reference, caller)
                .chain(practice -> seesAll(practice, caller)
                        ? whole(practice)
                        : practices
                                .round(reference, practice.publishedRound)
                                .map(edition -> PracticeView.published(practice, edition)));
    }

    private Uni<PracticeView> whole(Practice practice) {
        return newest(practice)
                .chain(newest -> practices
                        .contact(newest.key())
                        .chain(contact -> practices
                                .answer(newest.key())
                                .map(answer -> PracticeView.whole(practice, newest, contact, answer))));
    }

    /** The editions, newest first; for owner and secretariat all rounds. */
    @WithTransaction
    public Uni<Page<EditionView>> editions(String reference, PageRequest page, Caller caller) {
        return readable(reference, caller).chain(practice -> {
            var all = seesAll(practice, caller);
            return practices
                    .rounds(reference, !all, before(page), page.limit())
                    .chain(rounds -> (all ? practices.answers(reference) : nobodys()).map(answers -> {
                        var said = answers.stream().collect(Collectors.toMap(a -> a.round, Function.identity()));
                        return Page.of(
                                rounds,
                                page.limit(),
                                round -> List.of(Integer.toString(round.round)),
                                round -> all
                                        ? EditionView.round(round, said.get(round.round))
                                        : EditionView.published(round));
                    }));
        });
    }

    /** The caller's own practices, newest first; for the secretariat those it recorded. */
    @WithTransaction
    public Uni<Page<PracticeSummary>> mine(PageRequest page, Caller caller) {
        var before = before(page);
        var rows = caller.secretariat()
                ? practices.recordedBySecretariat(before, page.limit())
                : practices.ofOwner(caller.requiredEntity(), before, page.limit());
        return rows.map(list -> page(list, page));
    }

    /** What is under review, newest first. */
    @WithTransaction
    public Uni<Page<PracticeSummary>> submitted(PageRequest page) {
        return practices.submitted(before(page), page.limit()).map(list -> page(list, page));
    }

    private static Page<PracticeSummary> page(List<PracticeWithRound> rows, PageRequest page) {
        return Page.of(rows, page.limit(), each -> List.of(Long.toString(each.practice().number)), PracticeSummary::of);
    }

    private static long before(PageRequest page) {
        return page.afterNumber().orElse(Long.MAX_VALUE);
    }

    private static Uni<List<PracticeReturn>> nobodys() {
        return Uni.createFrom().item(List.of());
    }

    private Uni<PracticeRound> newest(Practice practice) {
        return practices.round(practice.reference, practice.round);
    }

    private Uni<Void> add(PracticeRound round, PracticeForm form) {
        return practices.add(round).chain(() -> practices.add(new PracticeContact(round.key(), form.contact())));
    }

    /** What is no reference names no practice; the database would refuse some of it. */
    private Uni<Practice> found(String reference) {
        return Practice.REFERENCE.matcher(reference).matches()
                ? practices.findById(reference)
                : Uni.createFrom().nullItem();
    }

    private Uni<Practice> readable(String reference, Caller caller) {
        return found(reference).invoke(practice -> {
            if (practice == null || !(practice.isPublic() || seesAll(practice, caller))) {
                throw Problem.notFound();
            }
        });
    }

    private Uni<Practice> owned(String reference, Caller caller) {
        return readable(reference, caller).invoke(practice -> {
            if (!owns(practice, caller)) {
                throw Problem.of(403, "not-owner");
            }
        });
    }

    private static boolean owns(Practice practice, Caller caller) {
        return caller.actsFor(practice.owner) || caller.secretariat() && practice.recordedBy != null;
    }

    private static boolean seesAll(Practice practice, Caller caller) {
        return caller.secretariat() || caller.actsFor(practice.owner);
    }

    private static void require(Practice practice, boolean allowed) {
        if (practice.state == RoundState.SUBMITTED) {
            throw Problem.of(409, "under-review");
        }
        if (!allowed) {
            throw Problem.of(409, "not-editable", Map.of("state", practice.state.code()));
        }
    }

    private static void refuse(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw Problem.invalid(findings);
        }
    }

    /** Writes the change, so that the version is the new one, and then the event that carries it. */
    private Uni<Answer> flushed(Practice practice, int status, Supplier<OutboxEvent> event) {
        return practices
                .flush()
                .chain(() -> outbox.append(event.get()))
                .map(done -> new Answer(status, practice.reference, practice.version));
    }

    private Uni<Answer> flushed(Practice practice, int status) {
        return practices.flush().map(done -> new Answer(status, practice.reference, practice.version));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private Instant now() {
        return clock.instant();
    }
}
