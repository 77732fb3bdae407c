package org.compromiso.pledge.compliance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The end dates of a registered pledge, the first promised first: how often it was moved, and which one was in force on
 * a day.
 */
public record Deadlines(List<Deadline> all) {

    /** An end date and the day from which it is in force. */
    public record Deadline(LocalDate since, LocalDate endsOn) {}

    public Deadlines {
        all = List.copyOf(all);
    }

    public static Deadlines promised(LocalDate on, LocalDate endsOn) {
        return new Deadlines(List.of(new Deadline(on, endsOn)));
    }

    public Deadlines moved(LocalDate on, LocalDate endsOn) {
        var more = new ArrayList<>(all);
        more.add(new Deadline(on, endsOn));
        return new Deadlines(more);
    }

    public LocalDate first() {
        return all.get(0).endsOn();
    }

    public int timesMoved() {
        return all.size() - 1;
    }

    /** The end date that counts on a day; before registration the first one. */
    public LocalDate inForceOn(LocalDate day) {
        var inForce = first();
        for (var deadline : all) {
            if (!deadline.since().isAfter(day)) {
                inForce = deadline.endsOn();
            }
        }
        return inForce;
    }

    /** Whether the pledge was due on a day: the end date in force lies before it. */
    public boolean dueOn(LocalDate day) {
        return inForceOn(day).isBefore(day);
    }
}
