package org.compromiso.dashboard.exports;

import java.io.IOException;

/**
 * A document that is written row by row.
 *
 * @param <T> what a row is of
 */
interface Document<T> {

    void add(T row) throws IOException;

    /** Writes what belongs at the end. A document that was not finished is not whole, and shows it. */
    void finish() throws IOException;
}
