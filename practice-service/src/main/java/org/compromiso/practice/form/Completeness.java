package org.compromiso.practice.form;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.compromiso.platform.problem.Finding;

/**
 * What a practice must have, beyond its title: to be drafted type and implementer, unless it is made from a pledge; to be
 * submitted those and more (domain.md, Practices; seeds 002 and 003). Lists everything that is missing or contradicts, each with a pointer to the field to change.
 */
public final class Completeness {

    /** Adoption of the Global Compact: a practice is recent if it began after this day (seed 003). */
    static final LocalDate ADOPTION = LocalDate.of(2018, 12, 10);

    /** Warning on a practice that began earlier and has gone on since. */
    static final String BEGAN_BEFORE_ADOPTION = "began-before-adoption";

    private static final int SHORTEST_SUMMARY = 50;
    private static final int SHORTEST_DESCRIPTION = 300;
    private static final int MOST_PRIMARY = 3;

    private final PracticeForm form;
    private final List<Finding> findings = new ArrayList<>();

    private Completeness(PracticeForm form) {
        this.form = form;
    }

    /** Checks a draft that begins here, as against one that a pledge's owner asked for. */
    public static List<Finding> draft(PracticeForm form) {
        var check = new Completeness(form);
        check.kind();
        return check.findings;
    }

    /** Checks a form to be submitted, contact included. */
    public static List<Finding> check(PracticeForm form) {
        var check = new Completeness(form);
        check.kind();
        check.who();
        check.where();
        check.what();
        check.when();
        return check.findings;
    }

    /** Codes of what a reviewer should know, but does not keep a form from being submitted. */
    public static List<String> warnings(PracticeForm form) {
        return form.startsOn() != null && !form.startsOn().isAfter(ADOPTION) && !endedBefore(form)
                ? List.of(BEGAN_BEFORE_ADOPTION)
                : List.of();
    }

    private void kind() {
        required(form.implementer(), "/implementer");
        required(form.type(), "/type");
    }

    private void who() {
        required(form.language(), "/language");
        if (form.contact() == null) {
            add("/contact", "required");
        } else {
            required(form.contact().name(), "/contact/name");
            required(form.contact().email(), "/contact/email");
        }
    }

    private void where() {
        required(form.scope(), "/scope");
        if (!"international".equals(form.scope())
                && form.countries().isEmpty()
                && form.regions().isEmpty()) {
            add("/countries", "country-or-region");
        }
        if (form.locality() != null || "local".equals(form.scope())) {
            locality();
        }
    }

    private void locality() {
        if (form.locality() == null) {
            add("/locality", "required");
        } else {
            required(form.locality().name(), "/locality/name");
            required(form.locality().country(), "/locality/country");
        }
    }

    private void what() {
        text(form.summary(), SHORTEST_SUMMARY, "/summary");
        text(form.description(), SHORTEST_DESCRIPTION, "/description");
        required(form.results(), "/results");
        required(form.innovation(), "/innovation");
        required(form.replicability(), "/replicability");
        var objectives = form.objectives();
        if (objectives.primary().isEmpty() && objectives.other().isEmpty()) {
            add("/objectives/primary", "objective-required");
        }
        if (objectives.primary().size() > MOST_PRIMARY) {
            findings.add(Finding.at("/objectives/primary", "too-many", Map.of("max", MOST_PRIMARY)));
        }
    }

    private void when() {
        required(form.startsOn(), "/startsOn");
        if (form.startsOn() == null || form.endsOn() == null) {
            return;
        }
        if (form.endsOn().isBefore(form.startsOn())) {
            add("/endsOn", "ends-before-start");
        } else if (endedBefore(form)) {
            add("/endsOn", "not-recent");
        }
    }

    private static boolean endedBefore(PracticeForm form) {
        return form.endsOn() != null && !form.endsOn().isAfter(ADOPTION);
    }

    private void text(String text, int shortest, String pointer) {
        if (text == null) {
            add(pointer, "required");
        } else if (text.codePointCount(0, text.length()) < shortest) {
            findings.add(Finding.at(pointer, "too-short", Map.of("min", shortest)));
        }
    }

    private void required(Object value, String pointer) {
        if (value == null) {
            add(pointer, "required");
        }
    }

    private void add(String pointer, String code) {
        findings.add(Finding.at(pointer, code));
    }
}
