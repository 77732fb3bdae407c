package org.compromiso.dashboard.columns;

/**
 * Fired on an instance when its figures know the changes up to a number, all of one generation. The number is lower than
 * before only if the database was set back.
 */
public record Counted(long changeNumber) {}
