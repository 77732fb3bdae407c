package org.compromiso.platform.mail;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;

/** What a service that sends mails says in them, and which ones the calendar makes due. */
public interface MailWriter {

    /** Makes the mail of what is known at this moment, in the reader's language, or says why none is needed any more. */
    Uni<Letter> write(MailClaim claim);

    /**
     * Claims the next of the mails that a day makes due and that have not been claimed before, a page of them; returns how
     * many, 0 when there are none left.
     */
    Uni<Integer> claimNext(LocalDate today);
}
