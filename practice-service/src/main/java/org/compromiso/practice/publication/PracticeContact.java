package org.compromiso.practice.publication;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.compromiso.practice.form.PracticeForm;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The personal data of one round, in a table of their own. */
@Entity
@Table(name = "practice_contact")
@IdClass(RoundKey.class)
class PracticeContact {

    @Id
    String reference;

    @Id
    int round;

    @JdbcTypeCode(SqlTypes.JSON)
    PracticeForm.Contact contact;

    /** For Hibernate. */
    protected PracticeContact() {}

    PracticeContact(RoundKey key, PracticeForm.Contact contact) {
        this.reference = key.reference;
        this.round = key.round;
        this.contact = contact;
    }
}
