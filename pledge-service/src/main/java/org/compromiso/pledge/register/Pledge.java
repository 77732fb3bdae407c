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
import java.util.UUID;
import org.compromiso.platform.files.StoredFile;
import org.compromiso.platform.identity.EntityName;
import org.compromiso.pledge.form.Numbering;
import org.compromiso.pledge.form.PledgeForm;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A pledge and what may happen to it. Who may do it, and when it is complete, is decided before. */
@Entity
@Table(name = "pledge")
class Pledge {

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

    @Column(name = "first_ends_on")
    LocalDate firstEndsOn;

    @Column(name = "times_moved")
    int timesMoved;

    boolean demo;

    /** For Hibernate. */
    protected Pledge() {}

    /** A draft; the owner's name is the one its account acts under, or the form's when the secretariat records it. */
    static Pledge draft(long number, String owner, UUID recordedBy, Numbering content, boolean demo, Instant now) {
        var pledge = new Pledge();
        pledge.number = number;
        pledge.reference = "P-%d-%06d".formatted(now.atZone(ZoneOffset.UTC).getYear(), number);
        pledge.registration = Registration.DRAFT;
        pledge.recordedBy = recordedBy;
        pledge.demo = demo;
        pledge.createdAt = now;
        pledge.ownedBy(owner);
        pledge.write(content, now);
        return pledge;
    }

    /** Replaces the content. */
    void write(Numbering content, Instant now) {
        require(registration.isEditable());
        form = content.form().withoutPersons();
        lastGoalNumber = content.lastGoalNumber();
        changedAt = now;
        if (recordedBy != null) {
            ownedBy(form.entity().name());
        }
    }

    /** Gives it its file, in the place of the one it has; null takes it away. */
    void attach(StoredFile file, Instant now) {
        require(registration.isEditable());
        attachment = file;
        changedAt = now;
    }

    /** Hands it in: the next submission. */
    void submit(Instant now) {
        require(registration.isEditable());
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
        firstEndsOn = form.endsOn();
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

    /** Set when the account that recorded it does not act for the entity that pledges (domain.md, Owner and entity). */
    String representedBy() {
        return EntityName.same(owner, form.entity().name()) ? null : owner;
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
            throw new IllegalStateException(reference + " is " + registration);
        }
    }
}
