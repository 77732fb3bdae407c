package org.compromiso.pledge.life;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the domain says of one pledge, written down a second time and as plainly as possible, for the service to be
 * compared with. An answer is a status, for refusals with the code.
 */
final class PledgeModel {

    static final LocalDate GOAL_DUE = LocalDate.of(2027, 3, 31);
    static final LocalDate STARTS = LocalDate.of(2026, 12, 1);

    private static final Map<String, String> BEFORE = Map.of(
            "not-started",
            "not-started",
            "limited",
            "in-progress",
            "substantial",
            "in-progress",
            "complete",
            "fulfilled");
    private static final Map<String, String> AFTER = Map.of(
            "not-started", "not-fulfilled",
            "limited", "partly-fulfilled",
            "substantial", "partly-fulfilled",
            "complete", "fulfilled");

    private record EndDate(LocalDate since, LocalDate day) {}

    LocalDate today;
    String registration = "draft";
    int submission;
    long version;
    LocalDate endsOn = LocalDate.of(2027, 12, 31);
    LocalDate registeredOn;
    LocalDate reportedOn;
    String reported;
    String assessed;
    int assessedCase;
    boolean gone;
    final List<String> history = new ArrayList<>();
    private final List<EndDate> endDates = new ArrayList<>();
    private final Set<Integer> heard = new HashSet<>();

    PledgeModel(LocalDate today) {
        this.today = today;
    }

    String change() {
        if (!isEditable()) {
            return "409 not-editable";
        }
        version++;
        return "200";
    }

    String delete() {
        if (!isEditable()) {
            return "409 not-editable";
        }
        gone = true;
        return "204";
    }

    String submit() {
        if (!isEditable()) {
            return "409 not-editable";
        }
        if (!endsOn.isAfter(today)) {
            return "422 not-forward-looking";
        }
        registration = "submitted";
        submission++;
        version++;
        return "200";
    }

    void screened(int decided, String outcome) {
        if (registration.equals("submitted") && decided == submission) {
            version++;
            registration = Map.of("accepted", "registered", "returned", "returned", "rejected", "rejected")
                    .get(outcome);
            if (outcome.equals("accepted")) {
                registeredOn = today;
                endDates.add(new EndDate(today, endsOn));
                history.add("PledgeRegistered");
            }
        }
    }

    String amend(LocalDate to) {
        if (!registration.equals("registered")) {
            return "409 not-registered";
        }
        if (endsOn.isBefore(today) && !to.equals(endsOn)) {
            return "409 already-due";
        }
        if (to.equals(endsOn)) {
            return "422 nothing-changed";
        }
        if (!to.isAfter(today)) {
            return "422 not-forward-looking";
        }
        if (to.isBefore(STARTS)) {
            return "422 ends-before-start";
        }
        if (to.isBefore(GOAL_DUE)) {
            return "422 due-outside";
        }
        endsOn = to;
        endDates.add(new EndDate(today, to));
        return told("PledgeAmended", "200");
    }

    String report(LocalDate on, String state, boolean closing) {
        if (!registration.equals("registered")) {
            return "409 not-registered";
        }
        if (on.isAfter(today)) {
            return "422 in-the-future";
        }
        if (closing && (state.equals("not-started") || state.equals("in-progress"))) {
            return "422 closing-needs-an-end";
        }
        reported = state;
        reportedOn = today;
        return told("PledgeProgressReported", "201");
    }

    String withdraw() {
        if (!registration.equals("registered")) {
            return "409 not-registered";
        }
        registration = "withdrawn";
        return told("PledgeWithdrawn", "200");
    }

    String supersede(boolean byAnother) {
        if (!registration.equals("registered")) {
            return "409 not-registered";
        }
        if (!byAnother) {
            return "422 not-a-successor";
        }
        registration = "superseded";
        return told("PledgeSuperseded", "200");
    }

    void assessed(int caseNumber, String verdict, LocalDate on) {
        if (!isPublic() || !heard.add(caseNumber)) {
            return;
        }
        var applied = caseNumber > assessedCase;
        if (applied) {
            assessedCase = caseNumber;
            assessed = (endDateOn(on).isBefore(on) ? AFTER : BEFORE).get(verdict);
        }
        told("PledgeAssessed " + (applied ? "applied" : "late"), "");
    }

    String headline() {
        if (assessed != null) {
            return assessed;
        }
        return reported == null ? "not-started" : reported;
    }

    boolean isDue() {
        return endsOn.isBefore(today);
    }

    boolean isOverdue() {
        return isDue() && isOpen();
    }

    boolean isSilent() {
        return isOpen() && isYearAgo(registeredOn) && (reportedOn == null || isYearAgo(reportedOn));
    }

    private boolean isYearAgo(LocalDate day) {
        return !today.isBefore(day.plusMonths(12));
    }

    int timesMoved() {
        return endDates.size() - 1;
    }

    boolean isPublic() {
        return registeredOn != null;
    }

    private boolean isOpen() {
        return registration.equals("registered")
                && !headline().equals("fulfilled")
                && !headline().equals("not-fulfilled");
    }

    private boolean isEditable() {
        return registration.equals("draft") || registration.equals("returned");
    }

    private LocalDate endDateOn(LocalDate on) {
        var day = endDates.get(0).day();
        for (var endDate : endDates) {
            if (!endDate.since().isAfter(on)) {
                day = endDate.day();
            }
        }
        return day;
    }

    private String told(String event, String answer) {
        version++;
        history.add(event);
        return answer;
    }
}
