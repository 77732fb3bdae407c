package org.compromiso.review.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.compromiso.platform.codes.Code;
import org.compromiso.platform.codes.CodeLists;
import org.compromiso.platform.problem.Finding;
import org.compromiso.review.decision.Purpose;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the secretariat asks for when it opens a case by hand.
 *
 * @param purpose {@code compliance}: the others are opened by a submission alone
 * @param subject reference of a registered pledge
 */
@Schema(name = "Opening")
public record Opening(
        @Schema(
                enumeration = {"compliance"},
                required = true)
        @Code("review-purposes")
        String purpose,

        @Schema(description = "Reference of a registered pledge", examples = "P-2026-000001", required = true)
        String subject) {

    private static final Pattern PLEDGE = Pattern.compile("P-[0-9]{4}-[0-9]{6,18}");

    /** What is wrong with it whatever is known of the pledge. */
    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        if (purpose == null) {
            findings.add(Finding.at("/purpose", "required"));
        } else if (CodeLists.has("review-purposes", purpose) && !purpose.equals(Purpose.COMPLIANCE.code())) {
            findings.add(Finding.at("/purpose", "opened-by-submission", Map.of("purpose", purpose)));
        }
        if (subject == null) {
            findings.add(Finding.at("/subject", "required"));
        } else if (!PLEDGE.matcher(subject).matches()) {
            findings.add(Finding.at("/subject", "not-a-reference", Map.of("example", "P-2026-000123")));
        }
        return findings;
    }
}
