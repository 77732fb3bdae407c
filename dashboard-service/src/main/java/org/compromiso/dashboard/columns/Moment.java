package org.compromiso.dashboard.columns;

import java.time.LocalDate;

/**
 * What a question's answer depends on besides the question: as long as this is the same, so is the answer. Nothing that
 * is kept has to be thrown away in time, because it is asked for under another moment.
 *
 * @param load of the columns, which the change number belongs to: another one after a swap of generations
 */
record Moment(LocalDate today, long load, long changeNumber) {

    static Moment of(LocalDate today, Columns columns) {
        return new Moment(today, columns.load(), columns.changeNumber());
    }
}
