package org.compromiso.practice.publication;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Pattern;
import org.compromiso.platform.identity.EntityName;
import org.compromiso.practice.form.PracticeForm;

/**
 * A practice and what may happen to it (domain.md, Practices, Two things again). Who may do it, and when it is
 * complete, is decided before. Its rounds are rows of their own; the moves take the newest of them and give back the one
 * that is the newest afterwards.
 */
@Entity
@Table(name = "practice")
class Practice {

    /** What the reference of a practice looks like. */
    static final Pattern REFERENCE = Pattern.compile("R-[0-9]{4}-[0-9]{6,12}");

    @Id
    String reference;

    long number;

    @Version
    long version;

    String owner;

    @Column(name = "owner_key")
    String ownerKey;

    /** The member of the secretariat who recorded it on the owner's behalf; null when the owner did. */
    @Column(name = "recorded_by")
    UUID recordedBy;

    /** The fulfilled pledge that it was made from; null when it began here. */
    String pledge;

    /** Which of the pledge's requests it answers; null when it began here. */
    @Column(name = "pledge_request")
    Integer pledgeRequest;

    /** Of the newest round. */
    @Convert(converter = RoundStateColumn.class)
    RoundState state;

    /** Number of the newest round. */
    int round;

    /** Number of the last submission; 0 before the first. */
    int submission;

    /** The last round that was approved or rejected; 0 before. Deleting what came after it goes back to it. */
    @Column(name = "settled_round")
    int settledRound;

    /** The round that everyone sees; 0 before the first edition. */
    @Column(name = "published_round")
    int publishedRound;

    /** How many editions there are. */
    int edition;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;

    boolean demo;

    /** For Hibernate. */
    protected Practice() {}

    /** A draft; the owner's name is the one its account acts under, or the form's when the secretariat records it. */
    static Practice draft(long number, String owner, UUID recordedBy, boolean demo, Instant now) {
        var practice = new Practice();
        practice.number = number;
        practice.reference = "R-%d-%06d".formatted(now.atZone(ZoneOffset.UTC).getYear(), number);
        practice.state = RoundState.DRAFT;
        practice.round = 1;
        practice.recordedBy = recordedBy;
        practice.demo = demo;
        practice.createdAt = now;
        practice.changedAt = now;
        practice.ownedBy(owner);
        return practice;
    }

    /** The draft that a pledge's owner asked for. */
    static Practice madeFrom(DraftRequest request, long number, Instant now) {
        var practice = draft(number, request.owner(), request.recordedBy(), request.demo(), now);
        practice.pledge = request.pledge();
        practice.pledgeRequest = request.number();
        return practice;
    }

    boolean isMadeFromPledge() {
        return pledge != null;
    }

    /** Everyone may read it. */
    boolean isPublic() {
        return edition > 0;
    }

    /** Its content may be changed: in the newest round, or in a new one beside the edition that everyone sees. */
    boolean isChangeable() {
        return state.isEditable() || isPublic() && state != RoundState.SUBMITTED;
    }

    /** Replaces the content: of a draft or returned round in that round, otherwise in a new one. */
    PracticeRound write(PracticeRound newest, PracticeForm form, Instant now) {
        require(isChangeable());
        var written = newest;
        if (state.isEditable()) {
            newest.form = form.withoutContact();
        } else {
            written = nextRound(form);
        }
        changedAt = now;
        // A new name of the implementer gives away neither a published practice nor one made from another's pledge.
        if (recordedBy != null && !isPublic() && !isMadeFromPledge()) {
            ownedBy(form.implementer().name());
        }
        return written;
    }

    /** Hands the newest round in; what was returned before is the next round. */
    PracticeRound submit(PracticeRound newest, Instant now) {
        require(state.isEditable());
        var submitted = state == RoundState.RETURNED ? nextRound(newest.form) : newest;
        submission = submitted.round;
        submitted.submittedOn = day(now);
        move(submitted, RoundState.SUBMITTED, now);
        return submitted;
    }

    /** True while a decision on this submission is waited for. */
    boolean awaits(int decided) {
        return state == RoundState.SUBMITTED && submission == decided;
    }

    /** Peer review approved it: the round is an edition, and from now on the one that everyone sees. */
    void approve(PracticeRound newest, Instant now) {
        require(state == RoundState.SUBMITTED);
        edition++;
        newest.edition = edition;
        newest.publishedOn = day(now);
        publishedRound = round;
        settledRound = round;
        move(newest, RoundState.APPROVED, now);
    }

    /** Peer review sent it back with comments. */
    void sendBack(PracticeRound newest, Instant now) {
        require(state == RoundState.SUBMITTED);
        move(newest, RoundState.RETURNED, now);
    }

    /** Peer review refused this round for good. */
    void reject(PracticeRound newest, Instant now) {
        require(state == RoundState.SUBMITTED);
        settledRound = round;
        move(newest, RoundState.REJECTED, now);
    }

    /** Drops what came after the last round that was settled; its rows are the caller's to delete. */
    void discard(Instant now) {
        require(state.isEditable() && isPublic());
        round = settledRound;
        state = settledRound == publishedRound ? RoundState.APPROVED : RoundState.REJECTED;
        changedAt = now;
    }

    /** A number that was submitted is never used again, so that no late decision meets another round. */
    private PracticeRound nextRound(PracticeForm form) {
        round = submission + 1;
        state = RoundState.DRAFT;
        return PracticeRound.draft(reference, round, form);
    }

    private void move(PracticeRound newest, RoundState to, Instant now) {
        newest.state = to;
        state = to;
        changedAt = now;
    }

    private void ownedBy(String name) {
        owner = name;
        ownerKey = EntityName.comparable(name);
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalStateException(reference + " is " + state);
        }
    }
}
