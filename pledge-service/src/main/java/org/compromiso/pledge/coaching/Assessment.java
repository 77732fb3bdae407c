package org.compromiso.pledge.coaching;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.compromiso.pledge.form.PledgeForm;

/**
 * How concrete, measurable, realistic, relevant and time-bound a pledge is while it is being written, and what would make
 * it better (domain.md, SMART coaching; weights and reasons: {@code docs/coaching.md}). It looks at presence, numbers,
 * dates, units and lengths, never at words, so it says the same of a text and of its translation. A pure function of the
 * form and the day; it advises and refuses nothing.
 *
 * <p>A pledge starts with 100 points and loses the weights of its own findings and of its weakest goal: further good
 * goals cannot hide a weak one. A rule that is broken in several places of a list is told for each and counted once. A
 * goal's own level is the share it keeps of the points that goals are worth.
 *
 * @param findings about the whole, the heaviest first
 * @param goals in the order of the form
 */
public record Assessment(Level level, List<Remark> findings, List<OfGoal> goals) {

    /** One piece of advice and the field it is about (JSON Pointer into the form). */
    public record Remark(String pointer, Advice advice) {}

    /** A single goal, by itself. */
    public record OfGoal(Level level, List<Remark> findings) {}

    /** Letters and digits below which a text says too little; low, because ten Chinese characters are a sentence. */
    static final int SHORT_TEXT = 10;

    static final int SHORT_STATEMENT = 8;
    static final int SHORT_INDICATOR = 4;

    /** What submission asks of a description, in characters. */
    static final int SHORT_DESCRIPTION = 300;

    /** Years ahead beyond which an end date binds nobody who is in office. */
    static final int FAR = 10;

    public static Assessment of(PledgeForm form, LocalDate today) {
        var own = List.of(
                objective(form),
                text("/need", form.need(), SHORT_TEXT, Advice.NEED_MISSING, Advice.NEED_SHORT),
                text("/means", form.means(), SHORT_TEXT, Advice.MEANS_MISSING, Advice.MEANS_SHORT),
                missing("/entity/name", named(form) ? form.entity() : null, Advice.ENTITY_MISSING),
                type(form),
                nature(form),
                description(form),
                place(form),
                missing("/startsOn", form.startsOn(), Advice.START_MISSING),
                end(form, today));
        var findings = new ArrayList<>(all(own));
        var goals = new ArrayList<OfGoal>();
        var weakest = 0;
        var measured = false;
        if (form.goals().isEmpty()) {
            findings.add(new Remark("/goals", Advice.GOAL_MISSING));
            weakest = Advice.GOAL_MISSING.weight();
        }
        for (int i = 0; i < form.goals().size(); i++) {
            var goal = form.goals().get(i);
            var rules = goal("/goals/" + i, goal, today);
            var outside = dueOutside("/goals/" + i + "/due", goal, form, today);
            findings.addAll(outside);
            goals.add(ofGoal(goal, rules));
            weakest = Math.max(weakest, lost(rules) + lost(List.of(outside)));
            measured |= isMeasured(goal);
        }
        var level = Level.of(100 - lost(own) - weakest);
        return new Assessment(measured ? level : level.atMost(Level.LOWER_MODERATE), heaviestFirst(findings), goals);
    }

    private static OfGoal ofGoal(PledgeForm.Goal goal, List<List<Remark>> rules) {
        var worth = Advice.GOAL_MISSING.weight();
        var level = Level.of(100 * (worth - lost(rules)) / worth);
        return new OfGoal(isMeasured(goal) ? level : level.atMost(Level.LOWER_MODERATE), heaviestFirst(all(rules)));
    }

    /** There is a number to reach, and it is said of what. Without it everything else is a wish. */
    private static boolean isMeasured(PledgeForm.Goal goal) {
        return goal.target() != null && (goal.unit() != null || goal.indicator() != null);
    }

    private static List<List<Remark>> goal(String at, PledgeForm.Goal goal, LocalDate today) {
        return List.of(
                text(
                        at + "/statement",
                        goal.statement(),
                        SHORT_STATEMENT,
                        Advice.STATEMENT_MISSING,
                        Advice.STATEMENT_SHORT),
                text(
                        at + "/indicator",
                        goal.indicator(),
                        SHORT_INDICATOR,
                        Advice.INDICATOR_MISSING,
                        Advice.INDICATOR_SHORT),
                target(at + "/target", goal),
                missing(at + "/baseline", goal.baseline(), Advice.BASELINE_MISSING),
                missing(at + "/unit", goal.unit(), Advice.UNIT_MISSING),
                due(at + "/due", goal, today));
    }

    private static List<Remark> target(String at, PledgeForm.Goal goal) {
        if (goal.target() != null && goal.baseline() != null && goal.target().compareTo(goal.baseline()) == 0) {
            return remark(at, Advice.TARGET_IS_BASELINE);
        }
        return missing(at, goal.target(), Advice.TARGET_MISSING);
    }

    private static List<Remark> due(String at, PledgeForm.Goal goal, LocalDate today) {
        if (goal.due() != null && !goal.due().isAfter(today)) {
            return remark(at, Advice.DUE_PAST);
        }
        return missing(at, goal.due(), Advice.DUE_MISSING);
    }

    /**
     * A goal is due after the pledge has begun and before it is over; one that is over in a day is due on it. Where the
     * dates compared are wrong in themselves, only that is said.
     */
    private static List<Remark> dueOutside(String at, PledgeForm.Goal goal, PledgeForm form, LocalDate today) {
        var start = form.startsOn();
        var end = form.endsOn();
        var due = goal.due();
        if (due == null || !due.isAfter(today) || endsBeforeStart(form)) {
            return List.of();
        }
        var tooEarly = start != null && (due.isBefore(start) || due.isEqual(start) && !start.equals(end));
        var tooLate = end != null && end.isAfter(today) && due.isAfter(end);
        return tooEarly || tooLate ? remark(at, Advice.DUE_OUTSIDE) : List.of();
    }

    private static List<Remark> end(PledgeForm form, LocalDate today) {
        var end = form.endsOn();
        if (end == null) {
            return remark("/endsOn", Advice.END_MISSING);
        }
        if (!end.isAfter(today)) {
            return remark("/endsOn", Advice.END_PAST);
        }
        if (endsBeforeStart(form)) {
            return remark("/endsOn", Advice.END_BEFORE_START);
        }
        return end.isAfter(today.plusYears(FAR)) ? remark("/endsOn", Advice.END_FAR) : List.of();
    }

    private static boolean endsBeforeStart(PledgeForm form) {
        return form.endsOn() != null && form.startsOn() != null && form.endsOn().isBefore(form.startsOn());
    }

    private static List<Remark> objective(PledgeForm form) {
        var objectives = form.objectives();
        if (!objectives.primary().isEmpty() || !objectives.other().isEmpty()) {
            return List.of();
        }
        return remark(
                "/objectives/primary", form.principles().isEmpty() ? Advice.OBJECTIVE_MISSING : Advice.PRINCIPLE_ONLY);
    }

    private static boolean named(PledgeForm form) {
        return form.entity() != null && form.entity().name() != null;
    }

    /** Who else it takes: the others of a joint pledge and what each does, the pledge that a joined one supports. */
    private static List<Remark> type(PledgeForm form) {
        if (form.type() == null) {
            return remark("/type", Advice.TYPE_MISSING);
        }
        return switch (form.type()) {
            case "collective" -> missing("/participants", first(form.participants()), Advice.PARTICIPANTS_MISSING);
            case "complementary" -> contributions(form);
            case "joined" -> missing("/joins", form.joins(), Advice.JOINS_MISSING);
            default -> List.of();
        };
    }

    private static List<Remark> contributions(PledgeForm form) {
        var findings = new ArrayList<Remark>();
        for (int i = 0; i < form.participants().size(); i++) {
            findings.addAll(missing(
                    "/participants/" + i + "/contribution",
                    form.participants().get(i).contribution(),
                    Advice.CONTRIBUTION_MISSING));
        }
        return form.participants().isEmpty() ? remark("/participants", Advice.PARTICIPANTS_MISSING) : findings;
    }

    private static List<Remark> nature(PledgeForm form) {
        if (form.natures().isEmpty()) {
            return remark("/natures", Advice.NATURE_MISSING);
        }
        if (!form.natures().contains("financial")) {
            return List.of();
        }
        if (form.financial().isEmpty()) {
            return remark("/financial", Advice.AMOUNT_MISSING);
        }
        var findings = new ArrayList<Remark>();
        for (int i = 0; i < form.financial().size(); i++) {
            var money = form.financial().get(i);
            var at = "/financial/" + i;
            findings.addAll(missing(at + "/amount", money.amount(), Advice.AMOUNT_INCOMPLETE));
            findings.addAll(missing(at + "/currency", money.currency(), Advice.AMOUNT_INCOMPLETE));
            findings.addAll(missing(at + "/recipient", money.recipient(), Advice.AMOUNT_INCOMPLETE));
        }
        return findings;
    }

    private static List<Remark> description(PledgeForm form) {
        var text = form.description();
        if (text == null) {
            return remark("/description", Advice.DESCRIPTION_MISSING);
        }
        return text.codePointCount(0, text.length()) < SHORT_DESCRIPTION
                ? remark("/description", Advice.DESCRIPTION_SHORT)
                : List.of();
    }

    private static List<Remark> place(PledgeForm form) {
        if (form.scope() == null) {
            return remark("/scope", Advice.PLACE_MISSING);
        }
        if (!form.scope().equals("international")
                && form.countries().isEmpty()
                && form.regions().isEmpty()) {
            return remark("/countries", Advice.PLACE_MISSING);
        }
        return form.scope().equals("local")
                        && (form.locality() == null || form.locality().name() == null)
                ? remark("/locality", Advice.PLACE_MISSING)
                : List.of();
    }

    private static List<Remark> text(String at, String text, int enough, Advice absent, Advice tooShort) {
        if (text != null && text.codePoints().filter(Character::isLetterOrDigit).count() < enough) {
            return remark(at, tooShort);
        }
        return missing(at, text, absent);
    }

    private static List<Remark> missing(String at, Object value, Advice advice) {
        return value == null ? remark(at, advice) : List.of();
    }

    private static <T> T first(List<T> list) {
        return list.isEmpty() ? null : list.get(0);
    }

    private static List<Remark> remark(String at, Advice advice) {
        return List.of(new Remark(at, advice));
    }

    private static int lost(List<List<Remark>> rules) {
        return rules.stream()
                .mapToInt(broken -> broken.stream()
                        .mapToInt(remark -> remark.advice().weight())
                        .max()
                        .orElse(0))
                .sum();
    }

    private static List<Remark> all(List<List<Remark>> rules) {
        return rules.stream().flatMap(Collection::stream).toList();
    }

    private static List<Remark> heaviestFirst(List<Remark> findings) {
        return findings.stream()
                .sorted(Comparator.comparingInt(
                                (Remark remark) -> remark.advice().weight())
                        .reversed())
                .toList();
    }
}
