/** What partners rely on, served as it is in the folder {@code contracts}. */
package org.compromiso.dashboard.contracts;
