package org.compromiso.pledge.form;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.compromiso.platform.identity.EntityName;
import org.compromiso.platform.problem.Finding;

/**
 * What a pledge must have to be submitted, beyond a draft's title, type and entity (domain.md, Pledges: Form and Types;
 * seeds 002 and 003). Lists everything that is missing or contradicts, each with a pointer to the field to change.
 */
public final class Completeness {

    private static final int SHORTEST_DESCRIPTION = 300;
    private static final int MOST_PRIMARY = 3;

    private final PledgeForm form;
    private final LocalDate today;
    private final List<Finding> findings = new ArrayList<>();

    private Completeness(PledgeForm form, LocalDate today) {
        this.form = form;
        this.today = today;
    }

    /**
     * Checks a form.
     *
     * @param today the day of submission, UTC
     * @param target the pledge named by {@code joins}, if there is one
     */
    public static List<Finding> check(PledgeForm form, LocalDate today, Optional<JoinTarget> target) {
        var check = new Completeness(form, today);
        check.who();
        check.where();
        check.what();
        check.when();
        check.goals();
        check.money();
        check.type(target);
        return check.findings;
    }

    private void who() {
        required(form.language(), "/language");
        if (form.contact() == null) {
            add("/contact", "required");
        } else {
            required(form.contact().name(), "/contact/name");
            required(form.contact().email(), "/contact/email");
        }
        if ("other".equals(form.entity().kind())) {
            required(form.entity().otherKind(), "/entity/otherKind");
        }
    }

    private void where() {
        required(form.scope(), "/scope");
        if (!"international".equals(form.scope())
                && form.countries().isEmpty()
                && form.regions().isEmpty()) {
            add("/countries", "country-or-region");
        }
        if ("local".equals(form.scope())) {
            if (form.locality() == null) {
                add("/locality", "required");
            } else {
                required(form.locality().name(), "/locality/name");
                required(form.locality().country(), "/locality/country");
            }
        }
    }

    private void what() {
        if (form.natures().isEmpty()) {
            add("/natures", "required");
        }
        var objectives = form.objectives();
        if (objectives.primary().isEmpty()
                && objectives.other().isEmpty()
                && form.principles().isEmpty()) {
            add("/objectives/primary", "objective-or-principle");
        }
        if (objectives.primary().size() > MOST_PRIMARY) {
            findings.add(Finding.at("/objectives/primary", "too-many", Map.of("max", MOST_PRIMARY)));
        }
        var description = form.description();
        if (description == null) {
            add("/description", "required");
        } else if (description.codePointCount(0, description.length()) < SHORTEST_DESCRIPTION) {
            findings.add(Finding.at("/description", "too-short", Map.of("min", SHORTEST_DESCRIPTION)));
        }
    }

    private void when() {
        required(form.startsOn(), "/startsOn");
        required(form.endsOn(), "/endsOn");
        if (form.endsOn() != null && !form.endsOn().isAfter(today)) {
            add("/endsOn", "not-forward-looking");
        }
        if (form.endsOn() != null && form.startsOn() != null && form.endsOn().isBefore(form.startsOn())) {
            add("/endsOn", "ends-before-start");
        }
    }

    private void goals() {
        if (form.goals().isEmpty()) {
            add("/goals", "goal-required");
        }
        for (int i = 0; i < form.goals().size(); i++) {
            var goal = form.goals().get(i);
            var at = "/goals/" + i;
            required(goal.statement(), at + "/statement");
            required(goal.indicator(), at + "/indicator");
            required(goal.target(), at + "/target");
            required(goal.unit(), at + "/unit");
            required(goal.due(), at + "/due");
            if (goal.due() != null
                    && (form.startsOn() != null && goal.due().isBefore(form.startsOn())
                            || form.endsOn() != null && goal.due().isAfter(form.endsOn()))) {
                add(at + "/due", "due-outside");
            }
        }
    }

    private void money() {
        if (form.natures().contains("financial") && form.financial().isEmpty()) {
            add("/financial", "amount-required");
        }
        for (int i = 0; i < form.financial().size(); i++) {
            var money = form.financial().get(i);
            required(money.amount(), "/financial/" + i + "/amount");
            required(money.currency(), "/financial/" + i + "/currency");
            required(money.recipient(), "/financial/" + i + "/recipient");
        }
    }

    /** The table of types in domain.md, Pledges. A joined pledge may name participants too: nothing there forbids it. */
    private void type(Optional<JoinTarget> target) {
        participants();
        if ("joined".equals(form.type())) {
            joins(target);
            refused(form.support().isEmpty(), "/support", "required");
        } else {
            refused(form.joins() != null, "/joins", "only-joined-joins");
            refused(!form.support().isEmpty(), "/support", "only-joined-supports");
        }
        switch (form.type()) {
            case "individual" ->
                refused(!form.participants().isEmpty(), "/participants", "individual-has-no-participants");
            case "collective", "complementary" ->
                refused(form.participants().isEmpty(), "/participants", "participant-required");
            default -> {}
        }
    }

    private void participants() {
        var named = new HashSet<String>();
        for (int i = 0; i < form.participants().size(); i++) {
            var participant = form.participants().get(i);
            var at = "/participants/" + i;
            required(participant.kind(), at + "/kind");
            if ("complementary".equals(form.type()) && participant.contribution() == null) {
                add(at + "/contribution", "contribution-required");
            }
            refused(EntityName.same(participant.name(), form.entity().name()), at + "/name", "participant-is-lead");
            refused(!named.add(EntityName.comparable(participant.name())), at + "/name", "participant-twice");
        }
    }

    private void joins(Optional<JoinTarget> target) {
        if (form.joins() == null) {
            add("/joins", "required");
        } else if (target.isEmpty() || !target.get().registered()) {
            add("/joins", "target-not-registered");
        } else if (target.get().joined()) {
            add("/joins", "target-is-joined");
        }
    }

    private void required(Object value, String pointer) {
        if (value == null) {
            add(pointer, "required");
        }
    }

    private void refused(boolean wrong, String pointer, String code) {
        if (wrong) {
            add(pointer, code);
        }
    }

    private void add(String pointer, String code) {
        findings.add(Finding.at(pointer, code));
    }
}
