package org.compromiso.practice.publication;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.LocalDate;
import org.compromiso.practice.form.PracticeForm;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What a practice says in one round. Which moves are allowed is the practice's to say. */
@Entity
@Table(name = "practice_round")
@IdClass(RoundKey.class)
class PracticeRound {

    @Id
    String reference;

    /** The number of its submission: the one it has, or will have when it is submitted. */
    @Id
    int round;

    @Convert(converter = RoundStateColumn.class)
    RoundState state;

    @JdbcTypeCode(SqlTypes.JSON)
    PracticeForm form;

    @Column(name = "submitted_on")
    LocalDate submittedOn;

    /** Number of the edition that it became; null unless approved. */
    Integer edition;

    @Column(name = "published_on")
    LocalDate publishedOn;

    /** For Hibernate. */
    protected PracticeRound() {}

    static PracticeRound draft(String reference, int number, PracticeForm form) {
        var draft = new PracticeRound();
        draft.reference = reference;
        draft.round = number;
        draft.state = RoundState.DRAFT;
        draft.form = form.withoutContact();
        return draft;
    }

    RoundKey key() {
        return new RoundKey(reference, round);
    }
}
