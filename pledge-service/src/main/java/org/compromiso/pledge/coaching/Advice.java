package org.compromiso.pledge.coaching;

import java.util.Locale;

/**
 * Everything the coaching may say, with the question it belongs to and how many of the 100 points of a pledge it costs.
 * {@code docs/coaching.md} gives the reason of each; a test holds the two together.
 *
 * <p>Three things hold of the weights, and {@code AdviceTest} says so. What every promise must have costs more than 10
 * points when it is absent, and everything else together costs 10, so {@link Level#HIGH} (90) means that none of the
 * eight essentials is missing. A weak value never costs more than an absent one, so that filling in a field cannot lower
 * the level. And all that can be absent adds up to 100.
 */
public enum Advice {
    OBJECTIVE_MISSING(Question.RELEVANT, 11),
    PRINCIPLE_ONLY(Question.RELEVANT, 6),
    NEED_MISSING(Question.RELEVANT, 11),
    NEED_SHORT(Question.RELEVANT, 6),

    MEANS_MISSING(Question.REALISTIC, 11),
    MEANS_SHORT(Question.REALISTIC, 6),
    ENTITY_MISSING(Question.REALISTIC, 1),
    TYPE_MISSING(Question.REALISTIC, 1),
    PARTICIPANTS_MISSING(Question.REALISTIC, 1),
    CONTRIBUTION_MISSING(Question.REALISTIC, 1),
    JOINS_MISSING(Question.REALISTIC, 1),
    NATURE_MISSING(Question.REALISTIC, 1),
    AMOUNT_MISSING(Question.REALISTIC, 1),
    AMOUNT_INCOMPLETE(Question.REALISTIC, 1),

    DESCRIPTION_MISSING(Question.CONCRETE, 1),
    DESCRIPTION_SHORT(Question.CONCRETE, 1),
    PLACE_MISSING(Question.CONCRETE, 1),

    START_MISSING(Question.TIME_BOUND, 1),
    END_MISSING(Question.TIME_BOUND, 2),
    END_PAST(Question.TIME_BOUND, 2),
    END_BEFORE_START(Question.TIME_BOUND, 1),
    END_FAR(Question.TIME_BOUND, 1),
    DUE_OUTSIDE(Question.TIME_BOUND, 1),

    GOAL_MISSING(Question.MEASURABLE, 59),
    STATEMENT_MISSING(Question.CONCRETE, 2),
    STATEMENT_SHORT(Question.CONCRETE, 1),
    INDICATOR_MISSING(Question.MEASURABLE, 11),
    INDICATOR_SHORT(Question.MEASURABLE, 6),
    TARGET_MISSING(Question.MEASURABLE, 13),
    TARGET_IS_BASELINE(Question.MEASURABLE, 11),
    BASELINE_MISSING(Question.MEASURABLE, 11),
    UNIT_MISSING(Question.MEASURABLE, 11),
    DUE_MISSING(Question.TIME_BOUND, 11),
    DUE_PAST(Question.TIME_BOUND, 11);

    /** What a promise is asked: seeds 002 and 003, and the screening that follows. */
    enum Question {
        CONCRETE,
        MEASURABLE,
        REALISTIC,
        RELEVANT,
        TIME_BOUND;

        String code() {
            return kebab(name());
        }
    }

    private final Question question;
    private final int weight;

    Advice(Question question, int weight) {
        this.question = question;
        this.weight = weight;
    }

    Question question() {
        return question;
    }

    public int weight() {
        return weight;
    }

    /** Stable; the text for people is {@code coaching.<code>} in the message bundles. */
    public String code() {
        return kebab(name());
    }

    private static String kebab(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
