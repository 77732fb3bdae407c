package org.compromiso.pledge.form;

/**
 * What is known of the pledge that another one joins.
 *
 * @param registered it is registered at this moment
 * @param joined it joins another pledge itself
 */
public record JoinTarget(boolean registered, boolean joined) {}
