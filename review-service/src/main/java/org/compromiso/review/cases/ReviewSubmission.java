package org.compromiso.review.cases;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * What a case is or was decided upon, apart from the case: only those who may see the content read it. It is what was
 * submitted; of compliance, what was known at the decision.
 */
@Entity
@Table(name = "review_submission")
class ReviewSubmission {

    @Id
    @Column(name = "case_id")
    UUID caseId;

    @JdbcTypeCode(SqlTypes.JSON)
    JsonNode content;

    protected ReviewSubmission() {}

    ReviewSubmission(UUID caseId, JsonNode content) {
        this.caseId = caseId;
        this.content = content;
    }
}
