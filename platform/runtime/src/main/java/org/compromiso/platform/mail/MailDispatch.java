package org.compromiso.platform.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Hands mails to the mail server, all of them from one event loop.
 *
 * <p>The mail client opens a connection on the event loop of whichever thread runs its pool just then, and begins to
 * listen to it on that of whoever sends. Where these are two, the server's greeting may come before anyone listens: it is
 * dropped, and the mail waits for it until we give it up.
 */
@ApplicationScoped
class MailDispatch {

    private final ReactiveMailer mailer;
    private final Context eventLoop;

    MailDispatch(Vertx vertx, ReactiveMailer mailer) {
        this.mailer = mailer;
        this.eventLoop = vertx.getOrCreateContext();
    }

    /** Completes when the mail server has accepted it. */
    Uni<Void> send(Mail mail) {
        return mailer.send(mail).runSubscriptionOn(task -> eventLoop.runOnContext(ignored -> task.run()));
    }
}
