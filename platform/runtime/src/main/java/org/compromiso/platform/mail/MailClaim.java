package org.compromiso.platform.mail;

/**
 * That a mail is due, once for ever: what it is about, why, and to whom.
 *
 * @param subject public reference of what it is about
 * @param kind which mail, a word of the service's own
 * @param occasion what makes it due, so that it is told again only for something new: a day, or the number of a
 *     submission or version
 * @param recipient the role or the id of who gets it; never an address
 */
public record MailClaim(String subject, String kind, String occasion, String recipient) {}
