/** Totals of the counted pledges, grouped by what a reader asks for. */
package org.compromiso.dashboard.overview;
