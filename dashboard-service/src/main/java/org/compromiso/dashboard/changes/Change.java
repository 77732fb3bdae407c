package org.compromiso.dashboard.changes;

/**
 * Something that readers are told.
 *
 * @param number in the order of the commits
 * @param type of the event, or {@code reset}: what was read before is to be read anew
 * @param data the list item as JSON, made once for all readers
 */
record Change(long number, String type, String data) {

    static final String RESET = "reset";

    static Change reset(long number) {
        return new Change(number, RESET, "{}");
    }
}
