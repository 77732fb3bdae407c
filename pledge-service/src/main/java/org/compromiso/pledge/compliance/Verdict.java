package org.compromiso.pledge.compliance;

import java.util.Optional;

/**
 * What a review of compliance found, and the state that follows from it (domain.md, Two separate states): the same
 * finding means something else before and after the end date.
 */
public enum Verdict {
    NO_EVIDENCE("no-evidence", null, null),
    NOT_STARTED("not-started", "not-started", "not-fulfilled"),
    LIMITED("limited", "in-progress", "partly-fulfilled"),
    SUBSTANTIAL("substantial", "in-progress", "partly-fulfilled"),
    COMPLETE("complete", "fulfilled", "fulfilled");

    private final String code;
    private final String before;
    private final String after;

    Verdict(String code, String before, String after) {
        this.code = code;
        this.before = before;
        this.after = after;
    }

    public String code() {
        return code;
    }

    /**
     * The state of compliance; null when there is no evidence for any.
     *
     * @param due the end date in force on the day of the decision lies before that day
     */
    public String state(boolean due) {
        return due ? after : before;
    }

    public static Optional<Verdict> of(String code) {
        for (var verdict : values()) {
            if (verdict.code.equals(code)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }
}
