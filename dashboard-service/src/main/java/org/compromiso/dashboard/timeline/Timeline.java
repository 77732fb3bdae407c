package org.compromiso.dashboard.timeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.compromiso.dashboard.columns.Columns;
import org.compromiso.dashboard.columns.Dimension;
import org.compromiso.dashboard.pledges.WantedPledges;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of pledges over time. The last cumulative figures are those of overview and compliance of the day. */
@Schema(name = "Timeline")
record Timeline(
        @Schema(description = "The day, UTC") LocalDate asOf,

        @Schema(description = "month or year") String by,

        List<Period> periods) {

    static final List<String> PERIODS = List.of("month", "year");

    /** What was asked. */
    record Question(String by, WantedPledges wanted) {}

    /** A month or a year. */
    @Schema(name = "TimelinePeriod")
    record Period(
            @Schema(description = "2026-11, or 2026") String period,

            @Schema(description = "Registered in it") long registered,

            @Schema(description = "With an end date in it that is over")
            long due,

            @Schema(description = "Fulfilled, by the report or review of a day in it that the headline repeats")
            long fulfilled,

            @Schema(description = "In it and all before") Cumulative cumulative) {}

    /** From the beginning. */
    @Schema(name = "TimelineCumulative")
    record Cumulative(long registered, long due, long fulfilled) {}

    static Timeline of(Columns columns, Question question, LocalDate today) {
        var length = question.by().equals("month") ? "2026-11".length() : "2026".length();
        Map<String, long[]> counts = new TreeMap<>();
        var scan = columns.scan(question.wanted(), today);
        scan.forEach(row -> {
            count(counts, columns.registeredOn(row), length)[0]++;
            if (scan.due(row)) {
                count(counts, columns.endsOn(row), length)[1]++;
            }
            if ("fulfilled".equals(columns.code(Dimension.COMPLIANCE, row))) {
                count(counts, columns.headlineOn(row), length)[2]++;
            }
        });
        var periods = new ArrayList<Period>();
        var before = new Cumulative(0, 0, 0);
        for (var entry : counts.entrySet()) {
            var in = entry.getValue();
            before = new Cumulative(before.registered() + in[0], before.due() + in[1], before.fulfilled() + in[2]);
            periods.add(new Period(entry.getKey(), in[0], in[1], in[2], before));
        }
        return new Timeline(today, question.by(), periods);
    }

    private static long[] count(Map<String, long[]> counts, LocalDate day, int length) {
        return counts.computeIfAbsent(day.toString().substring(0, length), period -> new long[3]);
    }
}
