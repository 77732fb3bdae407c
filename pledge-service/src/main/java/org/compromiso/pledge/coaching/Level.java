package org.compromiso.pledge.coaching;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How well a promise can be followed up, best first (domain.md, SMART coaching). */
public enum Level {
    HIGH(90),
    UPPER_MODERATE(65),
    LOWER_MODERATE(35),
    LOW(0);

    private final int least;

    Level(int least) {
        this.least = least;
    }

    /** The level of a score from 0 to 100. */
    static Level of(int score) {
        for (var level : values()) {
            if (score >= level.least) {
                return level;
            }
        }
        return LOW;
    }

    /** This level, or the ceiling if that is lower. */
    Level atMost(Level ceiling) {
        return isAtLeast(ceiling) ? ceiling : this;
    }

    public boolean isAtLeast(Level other) {
        return ordinal() <= other.ordinal();
    }

    /** The least score of this level. */
    int least() {
        return least;
    }

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
