package org.compromiso.practice.publication;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What peer review said of a round that it did not approve: for the owner and the secretariat alone. */
@Entity
@Table(name = "practice_return")
@IdClass(RoundKey.class)
class PracticeReturn {

    @Id
    String reference;

    @Id
    int round;

    String outcome;

    @Column(name = "decided_on")
    LocalDate decidedOn;

    String comment;

    @JdbcTypeCode(SqlTypes.JSON)
    Criteria criteria;

    /** A JSON column holds an object: Hibernate Reactive does not read an array. */
    record Criteria(List<PeerReview.Criterion> answers) {}

    /** For Hibernate. */
    protected PracticeReturn() {}

    PracticeReturn(RoundKey key, PeerReview review) {
        this.reference = key.reference;
        this.round = key.round;
        this.outcome = review.outcome();
        this.decidedOn = review.decidedOn();
        this.comment = review.comment();
        this.criteria = new Criteria(review.criteria());
    }
}
