package org.compromiso.dashboard.projection;

/** Fired on every instance when the change table has grown, or may have: to be looked at now. */
public record Changed() {}
