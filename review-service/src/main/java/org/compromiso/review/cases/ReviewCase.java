package org.compromiso.review.cases;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.compromiso.review.decision.Completion;
import org.compromiso.review.decision.CriterionAnswer;
import org.compromiso.review.decision.Purpose;
import org.compromiso.review.pledges.KnownPledge;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * One review: one submission of one subject, for one purpose; of compliance, one look at what became of the promise. It is open until it is decided or cancelled, and then
 * closed for ever. Who may decide, and what a decision must say, is checked before.
 */
@Entity
@Table(name = "review_case")
class ReviewCase {

    @Id
    UUID id;

    @Version
    long version;

    @Convert(converter = CodeColumns.OfPurpose.class)
    Purpose purpose;

    String reference;

    int submission;

    /** Of the case among those of its purpose for this subject: 1, 2, …, by opening. */
    int number;

    @Convert(converter = CodeColumns.OfState.class)
    CaseState state;

    String title;

    String owner;

    @Column(name = "recorded_by_secretariat")
    boolean recordedBySecretariat;

    /** Account id of the member of the secretariat who recorded the subject; shown nowhere. */
    @Column(name = "recorded_by")
    String recordedBy;

    boolean demo;

    @Convert(converter = CodeColumns.OfReason.class)
    @Column(name = "opened_by")
    OpenedBy openedBy;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "due_on")
    LocalDate dueOn;

    @Column(name = "closed_at")
    Instant closedAt;

    /** Null for a case of compliance. */
    String outcome;

    /** Null for all others. */
    String verdict;

    String comment;

    @JdbcTypeCode(SqlTypes.JSON)
    Criteria criteria;

    /** A JSON column holds an object: Hibernate Reactive does not read an array. */
    record Criteria(List<CriterionAnswer> answers) {}

    /** For Hibernate. */
    protected ReviewCase() {}

    /** An open case. */
    static ReviewCase open(UUID id, int number, Submission submission, int dueAfterDays, Instant now) {
        var opened = open(id, number, submission.purpose(), OpenedBy.SUBMISSION, dueAfterDays, now);
        opened.reference = submission.reference();
        opened.submission = submission.submission();
        opened.title = submission.title();
        opened.owner = submission.owner();
        opened.recordedBySecretariat = submission.recordedBySecretariat();
        opened.recordedBy = submission.recordedBy();
        opened.demo = submission.demo();
        return opened;
    }

    /** An open case of compliance, about the submission that was registered. */
    static ReviewCase ofCompliance(
            UUID id, int number, KnownPledge pledge, OpenedBy reason, int dueAfterDays, Instant now) {
        var opened = open(id, number, Purpose.COMPLIANCE, reason, dueAfterDays, now);
        opened.reference = pledge.reference();
        opened.submission = pledge.submission();
        opened.title = pledge.title();
        opened.owner = pledge.owner();
        opened.demo = pledge.isDemo();
        return opened;
    }

    private static ReviewCase open(
            UUID id, int number, Purpose purpose, OpenedBy reason, int dueAfterDays, Instant now) {
        var opened = new ReviewCase();
        opened.id = id;
        opened.number = number;
        opened.purpose = purpose;
        opened.openedBy = reason;
        opened.state = CaseState.OPEN;
        opened.openedAt = stored(now);
        opened.dueOn = day(now).plusDays(dueAfterDays);
        return opened;
    }

    /** The same account recorded the subject as in another case about the same submission. */
    void isRecordedAs(ReviewCase other) {
        recordedBySecretariat = other.recordedBySecretariat;
        recordedBy = other.recordedBy;
    }

    /** A newer submission, or the pledge's leaving the register, has made this one pointless. */
    void cancel(Instant now) {
        close(CaseState.CANCELLED, now);
    }

    /** Decides it for good. */
    void decide(Completion completion, Instant now) {
        close(CaseState.DECIDED, now);
        outcome = completion.outcome();
        verdict = completion.verdict();
        comment = completion.comment();
        criteria = new Criteria(completion.answers());
    }

    boolean isOpen() {
        return state == CaseState.OPEN;
    }

    /** Whether this account recorded the subject for its owner: then another member of the secretariat decides. */
    boolean isRecordOf(String account) {
        return recordedBy != null && recordedBy.equals(account);
    }

    /** Whether everyone may know how it ended. */
    boolean hasPublicResult() {
        return state == CaseState.DECIDED && (purpose.endsWithVerdict() || purpose.passes(outcome));
    }

    /** Whether it shows what is known now, and not what was submitted or decided upon. */
    boolean isAboutNow() {
        return purpose == Purpose.COMPLIANCE && state != CaseState.DECIDED;
    }

    /** Day (UTC) on which it was decided or cancelled; null while it is open. */
    LocalDate closedOn() {
        return closedAt == null ? null : day(closedAt);
    }

    List<CriterionAnswer> answers() {
        return criteria == null ? List.of() : criteria.answers();
    }

    private void close(CaseState last, Instant now) {
        if (!isOpen()) {
            throw new IllegalStateException("Case " + id + " is " + state.code());
        }
        state = last;
        closedAt = stored(now);
    }

    /** As exact as the database keeps it, so that what was written equals what is read. */
    private static Instant stored(Instant now) {
        return now.truncatedTo(ChronoUnit.MICROS);
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}
