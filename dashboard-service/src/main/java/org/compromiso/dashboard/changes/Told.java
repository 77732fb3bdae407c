package org.compromiso.dashboard.changes;

/**
 * What a reader is sent.
 *
 * @param number what to go on after, for a reader that comes back
 * @param change null for a sign of life
 */
record Told(long number, Change change) {}
