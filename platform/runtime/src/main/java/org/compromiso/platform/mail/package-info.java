/**
 * Outgoing mail: claims written in the transaction of a change or by the calendar, and sent from there at least once by
 * one instance at a time (docs/decisions/0013-mails-from-claims.md).
 */
package org.compromiso.platform.mail;
