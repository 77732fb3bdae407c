/** Was it kept: rates, and what entities say against what reviews found. */
package org.compromiso.dashboard.compliance;
