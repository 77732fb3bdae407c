package org.compromiso.pledge.register;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.compromiso.platform.files.StoredFile;
import org.compromiso.platform.identity.EntityName;
import org.compromiso.pledge.compliance.Compliance;
import org.compromiso.pledge.compliance.ComplianceView;
import org.compromiso.pledge.compliance.Deadlines;
import org.compromiso.pledge.form.Numbering;
import org.compromiso.pledge.form.PledgeForm;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A pledge and what may happen to it. Who may do it, and when it is complete, is decided before. */
@Entity
@Table(name = "pledge")
public class Pledge {

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

    @Convert(converter = RegistrationColumn.class)
    Registration registration;

    int submission;

    @JdbcTypeCode(SqlTypes.JSON)
    PledgeForm form;

    /** Its one file; null without. */
    @JdbcTypeCode(SqlTypes.JSON)
    StoredFile attachment;

    /** What the database makes of it, to find a pledge by its file. */
    @Column(name = "attachment_id", insertable = false, updatable = false)
    UUID attachmentId;

    /** What was last handed in: what participants are asked about; null before the first submission. */
    @Column(name = "submitted_form")
    @JdbcTypeCode(SqlTypes.JSON)
    PledgeForm submittedForm;

    /** The file that was last handed in; null without. */
    @Column(name = "submitted_attachment")
    UUID submittedAttachment;

    @JdbcTypeCode(SqlTypes.JSON)
    Consents consents;

    @Column(name = "last_goal_number")
    int lastGoalNumber;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @Column(name = "submitted_on")
    LocalDate submittedOn;

    @Column(name = "registered_on")
    LocalDate registeredOn;

    /** Null until it is registered. */
    @JdbcTypeCode(SqlTypes.JSON)
    Deadlines deadlines;

    @JdbcTypeCode(SqlTypes.JSON)
    Compliance compliance;

    @Column(name = "last_report_number")
    int lastReportNumber;

    @Column(name = "superseded_by")
    String supersededBy;

    @Column(name = "practice_link")
    @JdbcTypeCode(SqlTypes.JSON)
    PracticeLink practiceLink;

    boolean demo;

    /** For Hibernate. */
    protected Pledge() {}

    /** A draft; the owner's name is the one its account acts under, or the form's when the secretariat records it. */
    static Pledge draft(long number, String owner, UUID recordedBy, Numbering content, boolean demo, Instant now) {
        var pledge = new Pledge();
        pledge.number = number;
        pledge.reference = "P-%d-%06d".formatted(now.atZone(ZoneOffset.UTC).getYear(), number);
        pledge.registration = Registration.DRAFT;
        pledge.consents = Consents.NONE;
        pledge.compliance = Compliance.NOT_STARTED;
        pledge.practiceLink = PracticeLink.NONE;
        pledge.recordedBy = recordedBy;
        pledge.demo = demo;
        pledge.createdAt = now;
        pledge.ownedBy(owner);
        pledge.write(content, now);
        return pledge;
    }

    /** Replaces the content. Who had said yes to something else is asked anew. */
    void write(Numbering content, Instant now) {
        require(registration.isEditable());
        var before = form;
        form = content.form().withoutPersons();
        lastGoalNumber = content.lastGoalNumber();
        if (!form.equals(before)) {
            consents = consents.askedAnew();
        }
        changedAt = now;
    }

    /** Gives it its file, in the place of the one it has; null takes it away. */
    void attach(StoredFile file, Instant now) {
        require(registration.isEditable());
        attachment = file;
        consents = consents.askedAnew();
        changedAt = now;
    }

    /** Hands it in: the next submission. Its participants are asked, or asked again when it says something else. */
    void submit(Instant now) {
        require(registration.isEditable());
        var handedIn = attachment == null ? null : attachment.id();
        var isTheSame = form.equals(submittedForm) && Objects.equals(handedIn, submittedAttachment);
        consents = (isTheSame ? consents : consents.askedAnew()).of(form.participants());
        submittedForm = form;
        submittedAttachment = handedIn;
        registration = Registration.SUBMITTED;
        submission++;
        submittedOn = day(now);
        changedAt = now;
    }

    /** True while a decision on this submission is waited for. */
    boolean awaits(int decided) {
        return registration == Registration.SUBMITTED && submission == decided;
    }

    /** Screening accepted it: from now on it is public. */
    void register(Instant now) {
        require(registration == Registration.SUBMITTED);
        registration = Registration.REGISTERED;
        registeredOn = day(now);
        deadlines = Deadlines.promised(registeredOn, form.endsOn());
        changedAt = now;
    }

    /** Screening sent it back with comments. */
    void sendBack(Instant now) {
        require(registration == Registration.SUBMITTED);
        registration = Registration.RETURNED;
        changedAt = now;
    }

    /** Screening refused it for good. */
    void reject(Instant now) {
        require(registration == Registration.SUBMITTED);
        registration = Registration.REJECTED;
        changedAt = now;
    }

    /** A participant's answer; true when it changes what everyone may see. */
    public boolean answer(UUID participant, String decision, Instant now) {
        require(submission > 0 && registration != Registration.REJECTED);
        var confirmedBefore = confirmed();
        consents = consents.answered(participant, decision, now);
        changedAt = now;
        return registration.isPublic() && !confirmed().equals(confirmedBefore);
    }

    /** Other goals or dates; goals and dates have been checked. */
    public void amend(Numbering content, Instant now) {
        require(registration == Registration.REGISTERED);
        if (!content.form().endsOn().equals(form.endsOn())) {
            deadlines = deadlines.moved(day(now), content.form().endsOn());
        }
        form = content.form().withoutPersons();
        lastGoalNumber = content.lastGoalNumber();
        changedAt = now;
    }

    /** The number that the next progress report will have. */
    public int nextReportNumber() {
        return lastReportNumber + 1;
    }

    /** The owner's voice: the latest report counts. */
    public void report(Compliance.SelfReported report, Instant now) {
        require(registration == Registration.REGISTERED && report.report() == nextReportNumber());
        lastReportNumber = report.report();
        compliance = compliance.reported(report);
        changedAt = now;
    }

    /** The reviewers' voice; a decision that is older than the one that stands changes nothing but the version. */
    public void assess(Compliance.Assessed decision, Instant now) {
        require(registration.isPublic());
        if (compliance.isNews(decision.caseNumber())) {
            compliance = compliance.assessed(decision);
        }
        changedAt = now;
    }

    /** The owner takes it back; it stays readable and is no longer counted. */
    public void withdraw(Instant now) {
        require(registration == Registration.REGISTERED);
        registration = Registration.WITHDRAWN;
        changedAt = now;
    }

    /** Another registered pledge of the same owner takes its place. */
    public void supersede(String by, Instant now) {
        require(registration == Registration.REGISTERED);
        registration = Registration.SUPERSEDED;
        supersededBy = by;
        changedAt = now;
    }

    /** The owner asks for a draft practice made from it. */
    public void requestPractice(Instant now) {
        require(registration == Registration.REGISTERED);
        link(practiceLink.requested(), now);
    }

    /** A request was answered with a draft; an answer to an earlier request changes nothing. */
    public void linkPractice(int request, String practice, Instant now) {
        link(practiceLink.created(request, practice), now);
    }

    /** The draft that a request was answered with is gone; that of an earlier request changes nothing. */
    public void freeOfPractice(int request, Instant now) {
        link(practiceLink.deleted(request), now);
    }

    /** The practice made from it is published. */
    public void publishPractice(String practice, Instant now) {
        link(practiceLink.published(practice), now);
    }

    public PracticeLink practiceLink() {
        return practiceLink;
    }

    public String reference() {
        return reference;
    }

    public long version() {
        return version;
    }

    public String owner() {
        return owner;
    }

    public Registration registration() {
        return registration;
    }

    /** What it says now, without persons. */
    public PledgeForm form() {
        return form;
    }

    public int lastGoalNumber() {
        return lastGoalNumber;
    }

    /** Null until it is registered. */
    public Deadlines deadlines() {
        return deadlines;
    }

    public Compliance compliance() {
        return compliance;
    }

    /** How far it is kept, on a day; for a pledge that has been registered. */
    ComplianceView complianceAsOf(LocalDate day) {
        return ComplianceView.of(compliance, registeredOn, form.endsOn(), registration == Registration.REGISTERED, day);
    }

    public LocalDate registeredOn() {
        return registeredOn;
    }

    public boolean recordedBySecretariat() {
        return recordedBy != null;
    }

    /** What was last handed in, without persons; null before the first submission. */
    public PledgeForm submittedForm() {
        return submittedForm;
    }

    /** What others than its owner and the secretariat may know: what is public, and before that what was last handed in. */
    PledgeForm toldForm() {
        return registration.isPublic() ? form : submittedForm;
    }

    public Consents consents() {
        return consents;
    }

    boolean hasSameOwnerAs(Pledge other) {
        return ownerKey.equals(other.ownerKey);
    }

    /** Set when the account that recorded it does not act for the entity that pledges (domain.md, Owner and entity). */
    String representedBy() {
        return representedBy(form);
    }

    String representedBy(PledgeForm content) {
        return EntityName.same(owner, content.entity().name()) ? null : owner;
    }

    /** Those who said yes to what stands there now. */
    Set<UUID> confirmed() {
        return consents.confirmed(form.participants());
    }

    private void link(PracticeLink link, Instant now) {
        if (!link.equals(practiceLink)) {
            practiceLink = link;
            changedAt = now;
        }
    }

    /** Whose it is: set by the service, or by the secretariat that names who pledges. */
    void ownedBy(String name) {
        owner = name;
        ownerKey = EntityName.comparable(name);
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalStateException(reference + " is " + registration);
        }
    }
}
