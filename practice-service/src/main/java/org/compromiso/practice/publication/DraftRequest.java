package org.compromiso.practice.publication;

import java.util.UUID;
import org.compromiso.practice.form.PracticeForm;

/**
 * What the owner of a fulfilled pledge asks for: a draft practice made from it (domain.md, From pledge to practice).
 *
 * @param pledge its reference
 * @param number the request's number for this pledge: 1, 2, …; one that is not greater than the last is out of date
 * @param owner who owns the pledge and will own the practice
 * @param recordedBy the member of the secretariat who asked; null when the owner did
 * @param form what the draft starts from: the title, and what else of a promise holds for what was done
 */
public record DraftRequest(String pledge, int number, String owner, UUID recordedBy, PracticeForm form, boolean demo) {}
