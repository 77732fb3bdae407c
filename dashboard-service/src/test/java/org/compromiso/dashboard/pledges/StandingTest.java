package org.compromiso.dashboard.pledges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.projection.EventJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What follows from the calendar: domain.md, Pledges. Registered on 2026-11-23, ends on 2028-06-30. */
class StandingTest {

    static Stream<Arguments> days() {
        return Stream.of(
                arguments(
                        "on the last day it is not due",
                        "2028-06-30",
                        "in-progress",
                        "registered",
                        "2028-01-01",
                        false,
                        false,
                        false),
                arguments(
                        "the day after it is overdue",
                        "2028-07-01",
                        "in-progress",
                        "registered",
                        "2028-01-01",
                        true,
                        true,
                        false),
                arguments("fulfilled is closed", "2028-07-01", "fulfilled", "registered", null, true, false, false),
                arguments(
                        "not fulfilled is closed",
                        "2028-07-01",
                        "not-fulfilled",
                        "registered",
                        null,
                        true,
                        false,
                        false),
                arguments("withdrawn is closed", "2028-07-01", "in-progress", "withdrawn", null, true, false, false),
                arguments("superseded is closed", "2028-07-01", "in-progress", "superseded", null, true, false, false),
                arguments(
                        "a day less than 12 months is not silent",
                        "2027-11-22",
                        "not-started",
                        "registered",
                        null,
                        false,
                        false,
                        false),
                arguments(
                        "12 months without a report are silent",
                        "2027-11-23",
                        "not-started",
                        "registered",
                        null,
                        false,
                        false,
                        true),
                arguments(
                        "a report within 12 months breaks the silence",
                        "2028-01-01",
                        "in-progress",
                        "registered",
                        "2027-01-02",
                        false,
                        false,
                        false),
                arguments(
                        "a report 12 months ago does not",
                        "2028-01-01",
                        "in-progress",
                        "registered",
                        "2027-01-01",
                        false,
                        false,
                        true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("days")
    void follows_from_the_calendar(
            String rule,
            String asOf,
            String headline,
            String registration,
            String reportedOn,
            boolean due,
            boolean overdue,
            boolean silent) {
        var pledge = Event.pledgeIn(Event.pledge("P-2026-000001", 1));
        pledge.put("registration", registration);
        var compliance = (ObjectNode) pledge.get("compliance");
        compliance.put("headline", headline);
        if (reportedOn != null) {
            // It speaks of a day long before the one it was made on.
            compliance
                    .putObject("selfReported")
                    .put("state", headline)
                    .put("on", "2026-12-01")
                    .put("receivedOn", reportedOn)
                    .put("report", 1);
        }

        var standing = Standing.of(EventJson.read(pledge.toString(), PledgeState.class), LocalDate.parse(asOf));

        assertEquals(new Standing(due, overdue, silent, LocalDate.parse(asOf)), standing);
    }
}
