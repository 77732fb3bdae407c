package org.compromiso.pledge.register;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The practice that is made from a fulfilled pledge: one at a time (domain.md, From pledge to practice).
 *
 * <p>practice-service answers each request by its number, so that what it says of an earlier one changes nothing any
 * more. That a practice is published comes by another topic, in whatever order with those answers, and is the last word:
 * a published practice is never deleted, and a deleted one is never published.
 *
 * @param request number of the last request: 1, 2, …; 0 before the first
 * @param practice reference of the practice; null while there is none
 */
public record PracticeLink(int request, State state, String practice) {

    /** Before anyone has asked. */
    static final PracticeLink NONE = new PracticeLink(0, State.FREE, null);

    /** How far the practice has come, as the pledge knows. */
    public enum State {
        FREE,
        REQUESTED,
        DRAFT,
        PUBLISHED;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** There is no practice, and none is waited for. */
    @JsonIgnore
    public boolean isFree() {
        return state == State.FREE;
    }

    /** The next request. */
    PracticeLink requested() {
        if (!isFree()) {
            throw new IllegalStateException("There is a practice, or one is waited for");
        }
        return new PracticeLink(request + 1, State.REQUESTED, null);
    }

    /** A request was answered with a draft. */
    PracticeLink created(int answered, String draft) {
        return state == State.REQUESTED && answered == request ? new PracticeLink(request, State.DRAFT, draft) : this;
    }

    /** The draft of a request was deleted, which may be heard before that it was made. */
    PracticeLink deleted(int answered) {
        return (state == State.REQUESTED || state == State.DRAFT) && answered == request
                ? new PracticeLink(request, State.FREE, null)
                : this;
    }

    /** An edition is out. */
    PracticeLink published(String published) {
        return state == State.PUBLISHED ? this : new PracticeLink(request, State.PUBLISHED, published);
    }

    /** The practice as a reader may know of it: everyone once it is published. */
    String shown(boolean toOwner) {
        return toOwner || state == State.PUBLISHED ? practice : null;
    }
}
