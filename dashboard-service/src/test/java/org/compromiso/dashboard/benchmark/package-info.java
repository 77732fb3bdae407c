/** What the aggregates cost, beside what the same would cost otherwise. Runs with {@code -Pfull} only. */
package org.compromiso.dashboard.benchmark;
