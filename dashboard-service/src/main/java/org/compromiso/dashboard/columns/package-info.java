/**
 * The counted columns of every pledge in plain arrays, kept up with the change table, so that any filter and any
 * grouping is one scan (docs/decisions/0008). What is asked of them stands in the packages of the read models.
 */
package org.compromiso.dashboard.columns;
