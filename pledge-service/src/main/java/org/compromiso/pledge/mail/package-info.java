/**
 * What focal points and participants of pledges are told by mail (domain.md, Consent; architecture.md, Mail): what makes
 * a mail due, and what it says. Other features hand in what has happened; pledges are read here by SQL alone, so that
 * nothing of them is depended on.
 */
package org.compromiso.pledge.mail;
