package org.compromiso.review.cases;

import io.smallrye.config.ConfigMapping;
import org.compromiso.review.decision.Purpose;

/** How many days a case may take, from its opening on; a decision of this project (domain.md asks for a due date). */
@ConfigMapping(prefix = "compromiso.review.due-after-days")
interface DueDates {

    int screening();

    int peerReview();

    int compliance();

    default int of(Purpose purpose) {
        return switch (purpose) {
            case SCREENING -> screening();
            case PEER_REVIEW -> peerReview();
            case COMPLIANCE -> compliance();
        };
    }
}
