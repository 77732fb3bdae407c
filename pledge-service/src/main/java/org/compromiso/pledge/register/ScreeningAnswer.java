package org.compromiso.pledge.register;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What screening said of a submission: for the owner and the secretariat alone. */
@Entity
@Table(name = "screening_answer")
@IdClass(ScreeningAnswer.Key.class)
class ScreeningAnswer {

    /** One answer per submission. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        String reference;
        int submission;

        protected Key() {}

        Key(String reference, int submission) {
            this.reference = reference;
            this.submission = submission;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.submission == submission && key.reference.equals(reference);
        }

        @Override
        public int hashCode() {
            return Objects.hash(reference, submission);
        }
    }

    @Id
    String reference;

    @Id
    int submission;

    String outcome;

    @Column(name = "decided_on")
    LocalDate decidedOn;

    String comment;

    @JdbcTypeCode(SqlTypes.JSON)
    Criteria criteria;

    /** A JSON column holds an object: Hibernate Reactive does not read an array. */
    record Criteria(List<Screening.Criterion> answers) {}

    boolean isAcceptance() {
        return "accepted".equals(outcome);
    }

    protected ScreeningAnswer() {}

    ScreeningAnswer(String reference, Screening screening) {
        this.reference = reference;
        this.submission = screening.submission();
        this.outcome = screening.outcome();
        this.decidedOn = screening.decidedOn();
        this.comment = screening.comment();
        this.criteria = new Criteria(screening.criteria());
    }
}
