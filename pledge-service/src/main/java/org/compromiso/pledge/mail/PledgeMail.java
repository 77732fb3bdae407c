package org.compromiso.pledge.mail;

import java.util.Arrays;

/** The mails of this service; the code stands in claims and in the keys of the texts. */
enum PledgeMail {
    /** To a participant that has been asked and has not answered. */
    INVITATION("invitation"),
    /** To the contacts: screening has decided. */
    REGISTERED("registered"),
    RETURNED("returned"),
    REJECTED("rejected"),
    /** To a participant that has not said no: goals or dates of a registered pledge have changed. */
    AMENDED("amended"),
    /** To the contacts: a review of compliance has decided. */
    ASSESSED("assessed"),
    /** To the contacts: nothing was heard for eleven months. */
    REPORT_DUE("report-due"),
    /** To the contacts: nothing was heard for twelve months. */
    SILENT("silent"),
    /** To the contacts: the end date is at most 30 days away. */
    END_NEAR("end-near"),
    /** To the contacts: the end date has passed. */
    OVERDUE("overdue");

    private final String code;

    PledgeMail(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    static PledgeMail of(String code) {
        return Arrays.stream(values())
                .filter(mail -> mail.code.equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** Told by the calendar, while the reason stands. */
    boolean isOfTheCalendar() {
        return this == REPORT_DUE || this == SILENT || this == END_NEAR || this == OVERDUE;
    }
}
