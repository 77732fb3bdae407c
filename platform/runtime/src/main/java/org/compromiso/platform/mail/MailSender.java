package org.compromiso.platform.mail;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.Mail;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.ext.mail.SMTPException;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * One holder's way with one claim at a time: take it, write the mail, hand it to the mail server, mark it. No database
 * transaction is open meanwhile. A holder that dies keeps its claim until the time is up, then another takes it; if the
 * mail server had accepted the mail by then, it gets it again with the same {@code Message-ID}.
 *
 * <p>Not a word of address or content reaches the log, nor what the mail server answers, which often holds the address.
 */
final class MailSender {

    private static final Logger LOG = Logger.getLogger(MailSender.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SERVER_PATIENCE = Duration.ofSeconds(30);
    /** Longer than writing, sending and marking may take together. */
    private static final Duration HELD_FOR = Duration.ofMinutes(2);

    private static final Duration TOO_LATE_TO_SEND = Duration.ofMinutes(1);

    private static final String TAKE = """
            update mail_claim set holder = $1, held_until = now() + $2 * interval '1 millisecond'
            where id = (
              select id from mail_claim
              where state = 'due' and next_try_at <= now() and (held_until is null or held_until < now())
              order by next_try_at
              limit 1
              for update skip locked)
            returning id, subject, kind, occasion, recipient
            """;

    private static final String SETTLE = """
            update mail_claim set state = $3, settled_at = now(), note = $4, holder = null, held_until = null
            where id = $1 and holder = $2
            """;

    private static final String TRY_AGAIN = """
            update mail_claim set attempts = attempts + $3, note = $4, holder = null, held_until = null,
              next_try_at = now() + least(3600000, $5 * power(2, attempts)) * interval '1 millisecond',
              state = case when $3 > 0 and attempts + $3 >= $6 then 'parked' else 'due' end,
              settled_at = case when $3 > 0 and attempts + $3 >= $6 then now() end
            where id = $1 and holder = $2
            returning state
            """;

    private final UUID holder = UUID.randomUUID();
    private final Pool pool;
    private final MailWriter writer;
    private final MailDispatch dispatch;
    private final MailSettings settings;
    private final MeterRegistry meters;

    MailSender(Pool pool, MailWriter writer, MailDispatch dispatch, MailSettings settings, MeterRegistry meters) {
        this.pool = pool;
        this.writer = writer;
        this.dispatch = dispatch;
        this.settings = settings;
        this.meters = meters;
    }

    /** What became of the next claim. */
    enum Outcome {
        NONE_DUE,
        SETTLED,
        /** The mail server can't be reached: no use in trying the next claim at once. */
        UNREACHABLE
    }

    private record Taken(UUID id, MailClaim claim) {
        static Taken of(Row row) {
            return new Taken(
                    row.getUUID(0),
                    new MailClaim(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
        }

        @Override
        public String toString() {
            return "Mail %s about %s (%s) for %s".formatted(claim.kind(), claim.subject(), id, claim.recipient());
        }
    }

    /** Sends the mail of the claim that has been due for longest, unless another holder has it. */
    Outcome sendNext() {
        var asked = System.nanoTime();
        var rows = pool.preparedQuery(TAKE)
                .execute(Tuple.of(holder, HELD_FOR.toMillis()))
                .await()
                .atMost(PATIENCE);
        if (rows.size() == 0) {
            return Outcome.NONE_DUE;
        }
        var taken = Taken.of(rows.iterator().next());
        try {
            if (!settings.enabled()) {
                LOG.infof("%s: not sent, there is no mail server (compromiso.mail.enabled)", taken);
                settle(taken, "dropped", "mail is switched off");
                return Outcome.SETTLED;
            }
            var letter = writer.write(taken.claim()).await().atMost(PATIENCE);
            if (letter instanceof Letter.Written written) {
                send(taken, written, asked);
            } else if (letter instanceof Letter.NotNeeded not) {
                LOG.debugf("%s: not needed, %s", taken, not.reason());
                settle(taken, "dropped", not.reason());
            }
            return Outcome.SETTLED;
        } catch (RuntimeException e) {
            return failed(taken, e instanceof CompletionException && e.getCause() != null ? e.getCause() : e);
        }
    }

    private void send(Taken taken, Letter.Written letter, long since) {
        if (!letter.isAddressed()) {
            LOG.warnf("%s: parked, its address is none", taken);
            settle(taken, "parked", "the address is not one to which mail can be sent");
            return;
        }
        if (System.nanoTime() - since > TOO_LATE_TO_SEND.toNanos()) {
            // This instance was paused: the claim may soon be another's. It is left to whoever takes it next.
            LOG.warnf("%s: left alone, it was held for too long", taken);
            return;
        }
        var mail = Mail.withText(letter.address(), letter.title(), letter.text())
                .addHeader("Message-ID", "<" + taken.id() + "@" + settings.service() + ".compromiso>")
                .addHeader("Auto-Submitted", "auto-generated");
        dispatch.send(mail).await().atMost(SERVER_PATIENCE);
        settle(taken, "sent", null);
        LOG.infof("%s: sent", taken);
    }

    private void settle(Taken taken, String state, String note) {
        pool.preparedQuery(SETTLE)
                .execute(Tuple.of(taken.id(), holder, state, note))
                .await()
                .atMost(PATIENCE);
        count(taken, state);
    }

    /** What the server refuses is tried a number of times; while it can't be reached nothing is given up. */
    private Outcome failed(Taken taken, Throwable cause) {
        var unreachable =
                cause instanceof IOException || cause instanceof TimeoutException || cause instanceof VertxException;
        var why = cause instanceof SMTPException refused
                ? "refused by the mail server with " + refused.getReplyCode()
                : cause.getClass().getSimpleName();
        var state = pool.preparedQuery(TRY_AGAIN)
                .execute(Tuple.of(
                        taken.id(),
                        holder,
                        unreachable ? 0 : 1,
                        why,
                        settings.pause().toMillis(),
                        settings.tries()))
                .await()
                .atMost(PATIENCE);
        var parked = state.size() > 0 && state.iterator().next().getString(0).equals("parked");
        LOG.warnf("%s: %s, %s", taken, parked ? "parked" : "will be tried again", why);
        count(taken, parked ? "parked" : "failed");
        return unreachable ? Outcome.UNREACHABLE : Outcome.SETTLED;
    }

    private void count(Taken taken, String outcome) {
        meters.counter("compromiso.mails", "kind", taken.claim().kind(), "outcome", outcome)
                .increment();
    }
}
