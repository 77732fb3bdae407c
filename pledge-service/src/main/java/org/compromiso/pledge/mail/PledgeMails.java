package org.compromiso.pledge.mail;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.compromiso.platform.mail.MailClaim;
import org.compromiso.platform.mail.MailClaims;

/** Makes mails due because of what has happened to a pledge; within the transaction of the change. */
@ApplicationScoped
public class PledgeMails {

    static final String CONTACT = "contact";
    static final String SECOND_CONTACT = "second-contact";

    private final MailClaims claims;

    PledgeMails(MailClaims claims) {
        this.claims = claims;
    }

    /** A submission asks these participants, who have not answered, whether they take part. */
    public Uni<Void> asked(String reference, int submission, Collection<UUID> participants) {
        return claims.add(participants.stream()
                .map(id -> claim(PledgeMail.INVITATION, reference, submission, id.toString()))
                .toList());
    }

    /** Screening accepted a submission. */
    public Uni<Void> registered(String reference, int submission) {
        return contacts(PledgeMail.REGISTERED, reference, submission);
    }

    /** Screening sent a submission back with comments. */
    public Uni<Void> returned(String reference, int submission) {
        return contacts(PledgeMail.RETURNED, reference, submission);
    }

    /** Screening refused a submission for good. */
    public Uni<Void> rejected(String reference, int submission) {
        return contacts(PledgeMail.REJECTED, reference, submission);
    }

    /** A review of compliance found how far the pledge is kept. */
    public Uni<Void> assessed(String reference, int caseNumber) {
        return contacts(PledgeMail.ASSESSED, reference, caseNumber);
    }

    /** A registered pledge says something else than what these participants were asked about. */
    public Uni<Void> amended(String reference, long version, Collection<UUID> participants) {
        return claims.add(participants.stream()
                .map(id -> claim(PledgeMail.AMENDED, reference, version, id.toString()))
                .toList());
    }

    private Uni<Void> contacts(PledgeMail mail, String reference, int occasion) {
        return claims.add(
                List.of(claim(mail, reference, occasion, CONTACT), claim(mail, reference, occasion, SECOND_CONTACT)));
    }

    private static MailClaim claim(PledgeMail mail, String reference, long occasion, String recipient) {
        return new MailClaim(reference, mail.code(), Long.toString(occasion), recipient);
    }
}
