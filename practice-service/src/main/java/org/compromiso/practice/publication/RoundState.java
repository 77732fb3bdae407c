package org.compromiso.practice.publication;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a round of a practice stands (domain.md, Practices, Two things again). */
public enum RoundState {
    DRAFT,
    SUBMITTED,
    APPROVED,
    RETURNED,
    REJECTED;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RoundState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Its content may be changed, and it may be submitted or deleted. */
    public boolean isEditable() {
        return this == DRAFT || this == RETURNED;
    }
}
