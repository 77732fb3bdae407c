package org.compromiso.pledge.mail;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;

/**
 * The mails that a day makes due (ours): a report is asked for after eleven months without, a month before silence;
 * silence itself, the end date from 30 days before, and the end date passed are told once each. The reason is looked for
 * over a month, so a service that was down catches up, and one that starts on an old register does not write about what
 * is long past. What is told is remembered by its reason: the end date, or the day of the last report.
 */
@ApplicationScoped
class Calendar {

    private static final int PAGE = 500;
    private static final int DAYS = 30;

    /** One index range of a month at most, whatever the number of pledges. */
    private static final String CLAIM = """
            insert into mail_claim (subject, kind, occasion, recipient)
            select due.reference, $1, due.occasion, contact.role
            from (
              select p.reference, p.%1$s as occasion
              from pledge p
              where p.still_open and p.%1$s between $2 and $3
                and not exists (
                  select from mail_claim c
                  where c.subject = p.reference and c.kind = $1 and c.occasion = p.%1$s and c.recipient = 'contact')
              order by p.%1$s, p.reference
              limit $4) due
            cross join (values ('contact'), ('second-contact')) contact (role)
            on conflict on constraint uq_mail_claim do nothing
            """;

    private final Pool pool;
    private final int page;

    @Inject
    Calendar(Pool pool) {
        this(pool, PAGE);
    }

    /** With another page, of so many pledges. */
    Calendar(Pool pool, int page) {
        this.pool = pool;
        this.page = page;
    }

    /** Claims a page of each kind; returns how many mails are due more than before. */
    Uni<Integer> claimNext(LocalDate today) {
        return heardOn(PledgeMail.REPORT_DUE, today.minusMonths(12).plusDays(1), today.minusMonths(11))
                .chain(reports -> heardOn(
                                PledgeMail.SILENT, today.minusMonths(13).plusDays(1), today.minusMonths(12))
                        .chain(silent -> endsOn(PledgeMail.END_NEAR, today, today.plusDays(DAYS))
                                .chain(near -> endsOn(PledgeMail.OVERDUE, today.minusDays(DAYS), today.minusDays(1))
                                        .map(overdue -> reports + silent + near + overdue))));
    }

    private Uni<Integer> heardOn(PledgeMail mail, LocalDate from, LocalDate to) {
        return claim("heard_on", mail, from, to);
    }

    private Uni<Integer> endsOn(PledgeMail mail, LocalDate from, LocalDate to) {
        return claim("ends_on", mail, from, to);
    }

    private Uni<Integer> claim(String day, PledgeMail mail, LocalDate from, LocalDate to) {
        return pool.preparedQuery(CLAIM.formatted(day))
                .execute(Tuple.of(mail.code(), from.toString(), to.toString(), page))
                .map(claimed -> claimed.rowCount());
    }
}
