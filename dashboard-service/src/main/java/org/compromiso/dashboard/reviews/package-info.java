/** Decisions with a public result. They inform: registration and compliance of a pledge come from the pledge's events. */
package org.compromiso.dashboard.reviews;
