package org.compromiso.review.decision;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.compromiso.platform.codes.CodeLists;

/**
 * What a case is for (domain.md, Reviews). Which outcomes and criteria it has is said by the lists
 * {@code review-outcomes} and {@code <purpose>-criteria}; a review of compliance has neither and ends with a verdict.
 */
public enum Purpose {
    SCREENING("screening", "pledge", "accepted"),
    PEER_REVIEW("peer-review", "practice", "approved"),
    COMPLIANCE("compliance", "pledge", null);

    private final String code;
    private final String subjectKind;
    private final String favourable;

    Purpose(String code, String subjectKind, String favourable) {
        this.code = code;
        this.subjectKind = subjectKind;
        this.favourable = favourable;
    }

    /** The purpose of a code that this service has written itself. */
    public static Purpose of(String code) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(code));
    }

    @JsonValue
    public String code() {
        return code;
    }

    /** {@code pledge} or {@code practice}. */
    public String subjectKind() {
        return subjectKind;
    }

    /** Whether it ends with a verdict, which is always public, and not with an outcome. */
    public boolean endsWithVerdict() {
        return this == COMPLIANCE;
    }

    /** The name of the list of its criteria; compliance has none. */
    public String criteriaList() {
        return code + "-criteria";
    }

    /** How a case of this purpose can end. */
    public Set<String> outcomes() {
        return CodeLists.list("review-outcomes").items().stream()
                .filter(outcome -> StreamSupport.stream(
                                outcome.facts().path("purposes").spliterator(), false)
                        .anyMatch(purpose -> purpose.asText().equals(code)))
                .map(outcome -> outcome.code())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the subject passed: only then the result is public, and no comment is owed to the focal point. */
    public boolean passes(String outcome) {
        return outcome != null && outcome.equals(favourable);
    }
}
