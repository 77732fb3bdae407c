package org.compromiso.review.cases;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Which account decided a case: for accountability, apart from everything that is shown or sent. */
@Entity
@Table(name = "review_decider")
class ReviewDecider {

    @Id
    @Column(name = "case_id")
    UUID caseId;

    String account;

    @Column(name = "decided_at")
    Instant decidedAt;

    protected ReviewDecider() {}

    ReviewDecider(ReviewCase decided, String account) {
        this.caseId = decided.id;
        this.account = account;
        this.decidedAt = decided.closedAt;
    }
}
