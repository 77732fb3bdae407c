package org.compromiso.review.cases;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Why a case is there (domain.md, Reviews). Only cases of compliance are opened by something else than a submission. */
enum OpenedBy {
    SUBMISSION("submission"),
    SECRETARIAT("secretariat"),
    CLOSING_REPORT("closing-report");

    private final String code;

    OpenedBy(String code) {
        this.code = code;
    }

    /** The reason of a code that this service has written itself. */
    static OpenedBy of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(code));
    }

    @JsonValue
    String code() {
        return code;
    }
}
