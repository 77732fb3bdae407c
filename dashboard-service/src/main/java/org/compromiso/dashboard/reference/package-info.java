/** The reference data: codes and labels in en, es and fr, as {@code contracts/reference} has them. */
package org.compromiso.dashboard.reference;
