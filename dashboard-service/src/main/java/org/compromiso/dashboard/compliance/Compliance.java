package org.compromiso.dashboard.compliance;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.compromiso.dashboard.columns.Columns;
import org.compromiso.dashboard.columns.Dimension;
import org.compromiso.dashboard.pledges.WantedPledges;
import org.compromiso.platform.codes.CodeLists;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How promises were kept as of a day (domain.md, Pledges: derived from the calendar). */
@Schema(name = "ComplianceFigures")
record Compliance(
        @Schema(description = "The day, UTC") LocalDate asOf,

        @Schema(description = "All that are meant, due or not")
        long pledges,

        @JsonUnwrapped Rate inForce,

        @Schema(description = "The same without those that are silent")
        Rate withoutSilent,

        @Schema(description = "The same by the end dates that were promised first")
        Rate firstPromised,

        @Schema(description = "Due, and neither fulfilled, not fulfilled, withdrawn nor superseded")
        long overdue,

        @Schema(description = "Registered for 12 months, not closed, and no report received in the last 12")
        long silent,

        @Schema(description = "Pledges whose end date was moved")
        long moved,

        @Schema(description = "How many times end dates were moved in all")
        long timesMoved,

        @Schema(description = "Pledges for whose self-report the latest review found no evidence")
        long unverified,

        @Schema(description = "Both voices, one against the other; combinations that occur")
        List<Voices> voices) {

    /** What was asked. */
    record Question(WantedPledges wanted) {}

    /** Fulfilled of due. */
    @Schema(name = "ComplianceRate")
    record Rate(
            @Schema(description = "End date before the day") long due,

            @Schema(description = "Of these, headline fulfilled")
            long fulfilled,

            @Schema(description = "fulfilled / due, four decimals; null if none is due", nullable = true)
            Double rate) {

        private static final double DECIMALS = 10_000;

        static Rate of(long due, long fulfilled) {
            return new Rate(due, fulfilled, due == 0 ? null : Math.round(DECIMALS * fulfilled / due) / DECIMALS);
        }
    }

    /** How many pledges of which the entity says the one and the review found the other. */
    @Schema(name = "ComplianceVoices")
    record Voices(
            @Schema(description = "Code of compliance-states; null before the first report", nullable = true)
            String selfReported,

            @Schema(
                    description = "Code of compliance-states, or no-evidence; null before the first review",
                    nullable = true)
            String assessed,

            long pledges) {}

    private record Pair(String selfReported, String assessed) {}

    static Compliance of(Columns columns, Question question, LocalDate asOf) {
        var count = new Count();
        var voices = new HashMap<Pair, Long>();
        var scan = columns.scan(question.wanted(), asOf);
        scan.forEach(row -> {
            var fulfilled = "fulfilled".equals(columns.code(Dimension.COMPLIANCE, row));
            var silent = scan.silent(row);
            count.pledges++;
            count.overdue += one(scan.overdue(row));
            count.silent += one(silent);
            count.moved += one(columns.timesMoved(row) > 0);
            count.timesMoved += columns.timesMoved(row);
            count.unverified += one(columns.unverified(row));
            if (scan.due(row)) {
                count.due++;
                count.fulfilled += one(fulfilled);
                count.dueNotSilent += one(!silent);
                count.fulfilledNotSilent += one(fulfilled && !silent);
            }
            if (scan.firstDue(row)) {
                count.firstDue++;
                count.firstFulfilled += one(fulfilled);
            }
            voices.merge(
                    new Pair(columns.code(Dimension.SELF_REPORTED, row), columns.code(Dimension.ASSESSED, row)),
                    1L,
                    Long::sum);
        });
        return new Compliance(
                asOf,
                count.pledges,
                Rate.of(count.due, count.fulfilled),
                Rate.of(count.dueNotSilent, count.fulfilledNotSilent),
                Rate.of(count.firstDue, count.firstFulfilled),
                count.overdue,
                count.silent,
                count.moved,
                count.timesMoved,
                count.unverified,
                inOrder(voices));
    }

    private static final class Count {
        long pledges;
        long due;
        long fulfilled;
        long dueNotSilent;
        long fulfilledNotSilent;
        long firstDue;
        long firstFulfilled;
        long overdue;
        long silent;
        long moved;
        long timesMoved;
        long unverified;
    }

    private static int one(boolean counts) {
        return counts ? 1 : 0;
    }

    /** Those who have not spoken first, then as the reference data has the states, then what it doesn't know. */
    private static List<Voices> inOrder(Map<Pair, Long> voices) {
        var states = CodeLists.list("compliance-states").items().stream()
                .map(item -> item.code())
                .toList();
        var byState = Comparator.nullsFirst(
                Comparator.<String>comparingInt(state -> states.contains(state) ? states.indexOf(state) : states.size())
                        .thenComparing(Comparator.naturalOrder()));
        return voices.entrySet().stream()
                .map(entry ->
                        new Voices(entry.getKey().selfReported(), entry.getKey().assessed(), entry.getValue()))
                .sorted(Comparator.comparing(Voices::selfReported, byState).thenComparing(Voices::assessed, byState))
                .toList();
    }
}
