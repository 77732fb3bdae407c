package org.compromiso.pledge.register;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Map;
import org.compromiso.pledge.form.Persons;
import org.compromiso.pledge.form.PledgeForm;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The personal data of a pledge, in a table of their own. */
@Entity
@Table(name = "pledge_persons")
class PledgePersons {

    @Id
    String reference;

    @JdbcTypeCode(SqlTypes.JSON)
    PledgeForm.Contact contact;

    @Column(name = "second_contact")
    @JdbcTypeCode(SqlTypes.JSON)
    PledgeForm.Contact secondContact;

    @Column(name = "participant_emails")
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> participantEmails;

    protected PledgePersons() {}

    PledgePersons(String reference, Persons persons) {
        this.reference = reference;
        write(persons);
    }

    void write(Persons persons) {
        contact = persons.contact();
        secondContact = persons.secondContact();
        participantEmails = persons.participantEmails();
    }

    Persons persons() {
        return new Persons(contact, secondContact, participantEmails);
    }
}
