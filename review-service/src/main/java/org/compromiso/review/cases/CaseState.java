package org.compromiso.review.cases;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Where a case stands. {@code decided} and {@code cancelled} are final. */
enum CaseState {
    OPEN("open"),
    DECIDED("decided"),
    CANCELLED("cancelled");

    private final String code;

    CaseState(String code) {
        this.code = code;
    }

    /** The state of a code that this service has written itself. */
    static CaseState of(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(code));
    }

    @JsonValue
    String code() {
        return code;
    }
}
