package org.compromiso.pledge.form;

import java.util.HashMap;
import java.util.Map;

/**
 * The personal data of a pledge, which are kept apart from it (domain.md, Privacy).
 *
 * @param participantEmails by participant's id
 */
public record Persons(
        PledgeForm.Contact contact, PledgeForm.Contact secondContact, Map<String, String> participantEmails) {

    public static Persons of(PledgeForm form) {
        var emails = new HashMap<String, String>();
        form.participants().forEach(p -> {
            if (p.email() != null) {
                emails.put(p.id().toString(), p.email());
            }
        });
        return new Persons(form.contact(), form.secondContact(), emails);
    }
}
