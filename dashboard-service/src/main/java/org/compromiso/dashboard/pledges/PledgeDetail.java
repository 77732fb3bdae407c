package org.compromiso.dashboard.pledges;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One pledge: its newest public state, what follows from the calendar, and what others have to do with it. Everything
 * in it is bounded; {@code whole} says where the lists are that do not fit.
 */
@Schema(name = "Pledge")
record PledgeDetail(
        @JsonUnwrapped @JsonIgnoreProperties({"compliance", "goals"})
        PledgeState pledge,

        @Schema(description = "Version of the state shown") long version,
        Compliance compliance,

        @Schema(description = "The goals in force, each with what was reported of it")
        List<ReportedGoal> goals,

        @Schema(description = "The latest 20 progress reports, newest first")
        List<ReceivedReport> reports,

        @Schema(description = "Why and when the end date was moved, the latest 20, oldest first")
        List<DeadlineMove> deadlineMoves,

        @Schema(description = "The pledge that this one joins", nullable = true)
        Neighbour joinsTarget,

        @Schema(description = "Pledges that join this one, the first 50 to be registered")
        List<Neighbour> joiners,

        @Schema(description = "The last of the line of those that took its place, one after the other", nullable = true)
        Neighbour successor,

        @Schema(description = "The practice that came from this pledge", nullable = true)
        Practice practice,

        @Schema(description = "The first 50 versions since registration, oldest first")
        List<Version> history,

        Whole whole) {

    static final int REPORTS = 20;
    static final int MOVES = 20;
    static final int VALUES = 20;
    static final int JOINERS = 50;
    static final int VERSIONS = 50;

    /** Both voices, and what follows from the calendar on a day. */
    @Schema(name = "PledgeCompliance")
    record Compliance(
            String headline,
            @Schema(nullable = true) PledgeState.SelfReported selfReported,
            @Schema(nullable = true) PledgeState.Assessed assessed,
            boolean unverified,
            boolean due,
            boolean overdue,
            boolean silent,
            LocalDate asOf) {

        static Compliance of(PledgeState pledge, LocalDate asOf) {
            var standing = Standing.of(pledge, asOf);
            var voices = pledge.compliance();
            return new Compliance(
                    voices.headline(),
                    voices.selfReported(),
                    voices.assessed(),
                    voices.unverified(),
                    standing.due(),
                    standing.overdue(),
                    standing.silent(),
                    asOf);
        }
    }

    /** A goal in force and the values reported of it. */
    @Schema(name = "ReportedGoal")
    record ReportedGoal(
            @JsonUnwrapped PledgeState.Goal goal,

            @Schema(description = "The value of the latest report that gives one", nullable = true)
            GoalValue reported,

            @Schema(description = "The latest 20 values, in the order of their reports")
            List<GoalValue> series) {

        static ReportedGoal of(PledgeState.Goal goal, Map<Integer, List<GoalValue>> reported) {
            var series = reported.getOrDefault(goal.number(), List.of());
            return new ReportedGoal(goal, series.isEmpty() ? null : series.get(series.size() - 1), series);
        }
    }

    /**
     * A value of a goal's indicator: a decimal as text.
     *
     * @param goal its number
     * @param report number of the report that says so
     * @param on the day the report speaks of
     */
    @Schema(name = "GoalValue")
    record GoalValue(int goal, String value, int report, LocalDate on) {}

    /**
     * A progress report; never edited, a correction is a new one.
     *
     * @param on the day it speaks of
     * @param receivedOn the day it was made
     * @param by in whose name: code of history-authors
     */
    @Schema(name = "ProgressReport")
    record ReceivedReport(
            int number,
            LocalDate on,
            LocalDate receivedOn,
            String by,
            String state,
            boolean closing,
            List<What.Value> values,
            @Schema(nullable = true) String narrative,
            List<PledgeState.Evidence> evidence,
            @Schema(nullable = true) String obstacles) {}

    /** Once that the end date was moved. */
    @Schema(name = "DeadlineMove")
    record DeadlineMove(long version, LocalDate on, String by, LocalDate from, LocalDate to, String reason) {}

    /** Another pledge; of one that we have not heard of yet the reference only. */
    @Schema(name = "PledgeNeighbour")
    record Neighbour(
            String reference,
            @Schema(nullable = true) String title,
            @Schema(nullable = true) String registration) {}

    /** A published practice. */
    @Schema(name = "PledgePractice")
    record Practice(String reference, String title) {}

    /** What was promised and what was said of it at one version. */
    @Schema(name = "PledgeVersion")
    record Version(
            long version,

            @Schema(description = "Type of the event that made it")
            String type,

            OffsetDateTime at,

            @Schema(description = "Day of what happened", nullable = true)
            LocalDate on,

            @Schema(description = "What happened; of a report see report")
            What what,

            @Schema(description = "Number of the progress report that made it", nullable = true)
            Integer report,

            String registration,
            String title,
            String headline,
            LocalDate endsOn) {}

    /** Addresses of the whole lists; null where everything is here. */
    @Schema(name = "PledgeWhole")
    record Whole(
            @Schema(nullable = true) String reports,
            @Schema(nullable = true) String joiners,
            @Schema(nullable = true) String history) {}
}
