package org.compromiso.pledge.mail;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.compromiso.platform.mail.Letter;
import org.compromiso.platform.mail.MailClaim;
import org.compromiso.platform.mail.MailWriter;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes the mails of this service from what is known of a pledge at the moment of sending. */
@ApplicationScoped
class PledgeMailWriter implements MailWriter {

    /**
     * A pledge as a recipient of its mails may know it: what is public, before that what was last submitted. Addresses of
     * participants are those of the last submission, which may answer; contacts are those that stand there now.
     */
    private static final String KNOWN = """
            select p.registration, p.submission, p.still_open, p.heard_on,
              told.form ->> 'endsOn' as ends_on, told.form ->> 'title' as title, told.form ->> 'language' as language,
              told.form #>> '{entity,name}' as entity,
              n.contact ->> 'name' as contact_name, n.contact ->> 'email' as contact_email,
              n.second_contact ->> 'name' as second_name, n.second_contact ->> 'email' as second_email,
              (select named ->> 'name' from jsonb_array_elements(told.form -> 'participants') named
                where named ->> 'id' = $2) as participant_name,
              i.email as participant_email,
              p.consents #>> array['byParticipant', $2, 'decision'] as consent,
              p.compliance #>> '{assessed,case}' as assessed_case,
              p.compliance #>> '{assessed,on}' as assessed_on,
              p.compliance #>> '{assessed,verdict}' as verdict,
              case when $4 = 'assessed' then h.comment else r.comment end as comment
            from pledge p
            join pledge_persons n on n.reference = p.reference
            cross join lateral (
              select case when p.registration in ('registered', 'withdrawn', 'superseded')
                then p.form else p.submitted_form end as form) told
            left join pledge_invitation i on i.reference = p.reference and i.participant::text = $2
            left join screening_answer r on r.reference = p.reference and r.submission::text = $3
            left join heard_case h on h.reference = p.reference and h.number::text = $3
            where p.reference = $1
            """;

    private final Pool pool;
    private final Calendar calendar;
    private final String hub;

    PledgeMailWriter(Pool pool, Calendar calendar, @ConfigProperty(name = "compromiso.hub.url") String hub) {
        this.pool = pool;
        this.calendar = calendar;
        this.hub = hub;
    }

    @Override
    public Uni<Letter> write(MailClaim claim) {
        return pool.preparedQuery(KNOWN)
                .execute(Tuple.of(claim.subject(), claim.recipient(), claim.occasion(), claim.kind()))
                .map(rows -> rows.size() == 0
                        ? new Letter.NotNeeded("the pledge was deleted")
                        : letter(claim, Known.of(rows.iterator().next(), claim.recipient())));
    }

    @Override
    public Uni<Integer> claimNext(LocalDate today) {
        return calendar.claimNext(today);
    }

    private Letter letter(MailClaim claim, Known pledge) {
        var mail = PledgeMail.of(claim.kind());
        var moot = pledge.whyNot(mail, claim);
        return moot != null ? new Letter.NotNeeded(moot) : MailText.of(mail, claim.subject(), pledge, hub);
    }

    /**
     * What is known when the mail is written.
     *
     * @param name of the recipient; null if none is given
     * @param email of the recipient; null if none is given
     * @param assessedCase the number of the case whose verdict stands; null before the first
     * @param sameAsContact the second contact has the address of the first
     */
    record Known(
            String registration,
            int submission,
            boolean open,
            String endsOn,
            String heardOn,
            String assessedCase,
            String assessedOn,
            String verdict,
            String title,
            String language,
            String entity,
            String name,
            String email,
            boolean sameAsContact,
            String consent,
            String comment) {

        static Known of(Row row, String recipient) {
            var first = row.getString("contact_email");
            var second = row.getString("second_email");
            var who = switch (recipient) {
                case PledgeMails.CONTACT -> "contact";
                case PledgeMails.SECOND_CONTACT -> "second";
                default -> "participant";
            };
            return new Known(
                    row.getString("registration"),
                    row.getInteger("submission"),
                    row.getBoolean("still_open"),
                    row.getString("ends_on"),
                    row.getString("heard_on"),
                    row.getString("assessed_case"),
                    row.getString("assessed_on"),
                    row.getString("verdict"),
                    row.getString("title"),
                    row.getString("language"),
                    row.getString("entity"),
                    row.getString(who + "_name"),
                    row.getString(who + "_email"),
                    who.equals("second") && second != null && second.equalsIgnoreCase(first),
                    row.getString("consent"),
                    row.getString("comment"));
        }

        /** Why the mail is not needed any more; null if it is. */
        String whyNot(PledgeMail mail, MailClaim claim) {
            if (email == null) {
                return "no address is given";
            }
            if (sameAsContact) {
                return "the first contact has the same address";
            }
            if (mail.isOfTheCalendar()) {
                if (!open) {
                    return "the pledge is closed";
                }
                var day = mail == PledgeMail.END_NEAR || mail == PledgeMail.OVERDUE ? endsOn : heardOn;
                return claim.occasion().equals(day) ? null : "a report came or the end date moved";
            }
            return switch (mail) {
                case INVITATION -> whyNoInvitation(claim);
                case AMENDED ->
                    !registration.equals("registered") || "declined".equals(consent)
                            ? "the participant declined, or the pledge is closed"
                            : null;
                case ASSESSED -> claim.occasion().equals(assessedCase) ? null : "a later review has decided";
                default -> null;
            };
        }

        private String whyNoInvitation(MailClaim claim) {
            if (!"invited".equals(consent)) {
                return "the participant has answered";
            }
            if (registration.equals("rejected")
                    || registration.equals("withdrawn")
                    || registration.equals("superseded")) {
                return "the pledge is " + registration;
            }
            return claim.occasion().equals(Integer.toString(submission)) ? null : "a later submission asks";
        }
    }
}
