package org.compromiso.pledge.register;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Where a pledge stands between being written and being part of the register (domain.md, Two separate states). How far
 * it has been kept is another matter.
 */
public enum Registration {
    DRAFT,
    SUBMITTED,
    RETURNED,
    REJECTED,
    REGISTERED,
    WITHDRAWN,
    SUPERSEDED;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Registration of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Its content may be changed, and it may be submitted or deleted. */
    public boolean isEditable() {
        return this == DRAFT || this == RETURNED;
    }

    /** Anyone may read it. */
    public boolean isPublic() {
        return this == REGISTERED || this == WITHDRAWN || this == SUPERSEDED;
    }
}
