/** Pledges registered, due and fulfilled over time. */
package org.compromiso.dashboard.timeline;
