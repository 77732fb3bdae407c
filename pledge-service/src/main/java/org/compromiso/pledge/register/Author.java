package org.compromiso.pledge.register;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.compromiso.platform.identity.Caller;

/** In whose name something stands in the public history: never a person's (domain.md, Progress reports). */
public enum Author {
    ENTITY,
    SECRETARIAT;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Who acts for the owner acts in its name; a member of the secretariat in the secretariat's. */
    public static Author of(Caller caller, Pledge pledge) {
        return caller.actsFor(pledge.owner) ? ENTITY : SECRETARIAT;
    }
}
