package org.compromiso.review.cases;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.compromiso.platform.codes.CodeLists;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which cases a list shows: each filter may be repeated (OR inside one, AND between); used as a {@code @BeanParam}. */
public class ReviewFilter {

    private static final Pattern REFERENCE = Pattern.compile("[PR]-[0-9]{4}-[0-9]{6,18}");

    /** All of domain.md: a filter by a state that no case is in yet finds nothing, and is no mistake. */
    private static final List<String> STATES = List.of("open", "assessing", "decided", "cancelled");

    private static final List<String> BOOLEANS = List.of("true", "false");

    @QueryParam("purpose")
    @Parameter(description = "Code of the list review-purposes")
    List<String> purpose;

    @QueryParam("state")
    @Parameter(description = "open, assessing, decided or cancelled")
    List<String> state;

    @QueryParam("subject")
    @Parameter(description = "Reference of a pledge or practice", example = "P-2026-000001")
    List<String> subject;

    @QueryParam("mine")
    @Parameter(
            description = "true: only cases that are assigned to you as a reviewer",
            schema = @Schema(enumeration = {"true", "false"}))
    String mine;

    /**
     * Throws 400 with everything that is not a value of its filter. It looks at the query as it was sent: parameters
     * without a value do not reach the fields, and nothing is to be ignored.
     */
    void check(MultivaluedMap<String, String> sent) {
        var findings = new ArrayList<Finding>();
        if (!all(sent, "purpose", code -> CodeLists.has("review-purposes", code))) {
            findings.add(Finding.at("?purpose", "unknown-code", Map.of("value", "review-purposes")));
        }
        if (!all(sent, "state", STATES::contains)) {
            findings.add(Finding.at("?state", "unknown-state"));
        }
        if (!all(sent, "subject", reference -> REFERENCE.matcher(reference).matches())) {
            findings.add(Finding.at("?subject", "not-a-reference", Map.of("example", "P-2026-000123")));
        }
        if (!all(sent, "mine", BOOLEANS::contains)) {
            findings.add(Finding.at("?mine", "not-a-boolean"));
        }
        if (!findings.isEmpty()) {
            throw Problem.unreadable(findings);
        }
    }

    private static boolean all(MultivaluedMap<String, String> sent, String name, Predicate<String> fits) {
        return sent.getOrDefault(name, List.of()).stream().allMatch(fits);
    }

    boolean onlyMine() {
        return "true".equals(mine);
    }
}
