package org.compromiso.platform.mail;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.MailServer;
import org.compromiso.platform.testing.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mail that is due is sent once, to the address known then, whatever happens on the way; against a real mail server. */
@QuarkusTest
@WithTestResource(LocalServices.class)
@WithTestResource(MailServer.class)
class MailSenderTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    GreenMail server;

    @Inject
    Postcards postcards;

    @Inject
    Pool pool;

    @Inject
    MailDispatch dispatch;

    @Inject
    MailSettings settings;

    @Inject
    MeterRegistry meters;

    @Inject
    DataSource database;

    private final String subject = "M-" + UUID.randomUUID();
    private final String name = "ana-" + UUID.randomUUID();
    private final String ana = "zz-ana-" + UUID.randomUUID() + "@example.org";
    private final Log log = new Log();

    @BeforeEach
    void ana() {
        postcards.addressBook.put(name, ana);
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void serverIsUp() {
        Logger.getLogger("").removeHandler(log);
        if (!server.isRunning()) {
            server.start();
        }
    }

    @Test
    void a_mail_that_is_due_is_sent_as_plain_text_and_told_to_be_automatic() throws Throwable {
        run(() -> postcards.due(subject, name));

        await().atMost(SOON).untilAsserted(() -> assertEquals(1, sentTo(ana).size()));
        var mail = sentTo(ana).get(0);
        assertEquals("About " + subject, mail.getSubject());
        assertEquals(Postcards.TEXT, ((String) mail.getContent()).strip());
        assertTrue(mail.getContentType().startsWith("text/plain"), mail.getContentType());
        assertEquals("auto-generated", mail.getHeader("Auto-Submitted")[0]);
        assertEquals("<" + claim("id") + "@platform-test.compromiso>", mail.getMessageID());
        await().atMost(SOON).untilAsserted(() -> assertEquals("sent", claim("state")));
    }

    @Test
    void a_calendar_that_fails_keeps_no_mail_back() throws Throwable {
        postcards.looksThatFail.set(Integer.MAX_VALUE);
        try {
            await().atMost(SOON)
                    .until(() -> log.of("the calendar cannot be read").count() >= 2);

            run(() -> postcards.due(subject, name));

            await().atMost(SOON).untilAsserted(() -> assertEquals("sent", claim("state")));
        } finally {
            postcards.looksThatFail.set(0);
        }
    }

    @Test
    void the_same_mail_is_never_due_twice() throws Throwable {
        run(() -> postcards.due(subject, name));
        run(() -> postcards.due(subject, name));
        await().atMost(SOON).untilAsserted(() -> assertEquals("sent", claim("state")));

        run(() -> postcards.due(subject, name));

        assertEquals("sent", claim("state"));
        assertEquals("1", value("select count(*) from mail_claim where subject = '%s'"));
        assertEquals(1, sentTo(ana).size());
    }

    @Test
    void what_is_rolled_back_is_told_to_nobody() throws Throwable {
        assertThrows(IllegalStateException.class, () -> run(() -> postcards.dueAndFail(subject, name)));

        var after = "M-" + UUID.randomUUID();
        run(() -> postcards.due(after, name));

        await().atMost(SOON).untilAsserted(() -> assertEquals(1, sentTo(ana).size()));
        assertEquals("About " + after, sentTo(ana).get(0).getSubject());
        assertEquals("0", value("select count(*) from mail_claim where subject = '%s'"));
    }

    @Test
    void several_senders_at_once_send_each_mail_once() throws Throwable {
        var mails = 60;
        hold();
        for (int i = 0; i < mails; i++) {
            var about = subject + "-" + i;
            run(() -> postcards.due(about, name));
        }
        release();
        var senders = Stream.generate(() -> new MailSender(pool, postcards, dispatch, settings, meters))
                .limit(4)
                .map(sender -> (Callable<Void>) () -> {
                    while (sender.sendNext() != MailSender.Outcome.NONE_DUE) {}
                    return null;
                })
                .toList();

        var threads = Executors.newFixedThreadPool(4);
        try {
            for (var each : threads.invokeAll(senders)) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        Integer.toString(mails),
                        value("select count(*) from mail_claim where state = 'sent' and subject like '%s%%'")));
        var titles = sentTo(ana).stream().map(MailSenderTest::title).toList();
        assertEquals(mails, titles.size());
        assertEquals(mails, new HashSet<>(titles).size());
        // None waited in vain for a greeting that had come before anyone listened.
        assertEquals(
                List.of(),
                log.of(subject)
                        .filter(line -> line.contains("TimeoutException"))
                        .toList());
    }

    /** What a crash between the mail server's acceptance and our mark leaves behind: a claim whose holder is gone. */
    @Test
    void a_mark_lost_in_a_crash_repeats_the_mail_with_the_same_message_id() throws Throwable {
        run(() -> postcards.due(subject, name));
        await().atMost(SOON).untilAsserted(() -> assertEquals("sent", claim("state")));

        update("update mail_claim set state = 'due', settled_at = null, holder = gen_random_uuid(),"
                + " held_until = now() + interval '2 seconds' where subject = '%s'");
        assertEquals(1, sentTo(ana).size());

        await().atMost(SOON).untilAsserted(() -> assertEquals("sent", claim("state")));
        var mails = sentTo(ana);
        assertEquals(2, mails.size());
        assertEquals(mails.get(0).getMessageID(), mails.get(1).getMessageID());
    }

    @Test
    void while_the_mail_server_is_down_nothing_is_lost_or_given_up_and_the_new_address_counts() throws Throwable {
        server.stop();
        run(() -> postcards.due(subject, name));
        await().atMost(SOON).untilAsserted(() -> assertNotNull(claim("note")));
        assertEquals("due", claim("state"));
        assertEquals("0", claim("attempts"));
        var moved = "zz-moved-" + UUID.randomUUID() + "@example.org";
        postcards.addressBook.put(name, moved);

        server.start();

        await().atMost(SOON).untilAsserted(() -> assertEquals("sent", claim("state")));
        assertEquals(1, sentTo(moved).size());
        assertEquals(0, sentTo(ana).size());
    }

    @Test
    void a_mail_that_is_not_needed_any_more_is_dropped_with_its_reason() throws Throwable {
        run(() -> postcards.due(subject, "nobody"));

        await().atMost(SOON).untilAsserted(() -> assertEquals("dropped", claim("state")));
        assertEquals("moved away", claim("note"));
    }

    @Test
    void a_mail_the_server_refuses_is_parked_where_an_admin_sees_it_and_tries_it_again() throws Throwable {
        try (var refusing = new RefusingMailServer(server.getSmtp().getPort(), () -> server.stop())) {
            run(() -> postcards.due(subject, name));
            await().atMost(SOON).untilAsserted(() -> assertEquals("parked", claim("state")));
            assertEquals(settings.tries(), refusing.refusals());
        }
        server.start();
        var parked = "parked.find { it.subject == '%s' }".formatted(subject);
        var answer = given().auth()
                .oauth2(Tokens.admin())
                .get("/api/operations/mails")
                .then()
                .statusCode(200)
                .body(parked + ".error", equalTo("refused by the mail server with 550"))
                .body(parked + ".attempts", equalTo(3))
                .extract();
        assertFalse(answer.asString().contains("@"), answer.asString());

        String id = answer.path(parked + ".id");
        retry(id).then().statusCode(204);

        await().atMost(SOON).untilAsserted(() -> assertEquals("sent", claim("state")));
        assertEquals(1, sentTo(ana).size());
        retry(id).then().statusCode(404);
        retry("1").then().statusCode(404);
    }

    @Test
    void no_text_of_a_person_starts_a_header_and_no_address_is_two() throws Throwable {
        postcards.titles.put(subject, "Hello\r\nBcc: zz-spy@example.org\n\n\u2028text");
        run(() -> postcards.due(subject, name));
        await().atMost(SOON).untilAsserted(() -> assertEquals(1, sentTo(ana).size()));
        var mail = sentTo(ana).get(0);
        assertEquals("Hello Bcc: zz-spy@example.org text", mail.getSubject());
        assertEquals(1, mail.getAllRecipients().length);

        for (var wrong :
                List.of("a@b.org,c@d.org", "a@b.org>\r\nRCPT TO:<c@d.org", "<a@b.org>", "A (b) a@b.org", "a")) {
            var about = "M-" + UUID.randomUUID();
            var to = "wrong-" + about;
            postcards.addressBook.put(to, wrong);
            run(() -> postcards.due(about, to));
            await().atMost(SOON)
                    .untilAsserted(() -> assertEquals(
                            "parked", value("select state from mail_claim where subject = '" + about + "'")));
        }
    }

    @Test
    void neither_address_nor_text_is_in_the_log_whatever_goes_wrong() throws Throwable {
        try (var refusing = new RefusingMailServer(server.getSmtp().getPort(), () -> server.stop())) {
            run(() -> postcards.due(subject, name));
            await().atMost(SOON).untilAsserted(() -> assertEquals("parked", claim("state")));
            assertEquals(settings.tries(), refusing.refusals());
        }
        update("update mail_claim set state = 'due', settled_at = null where subject = '%s'");
        await().atMost(SOON)
                .untilAsserted(() -> assertTrue(log.of(subject).anyMatch(line -> line.contains("Connect"))));
        server.start();
        await().atMost(SOON).untilAsserted(() -> assertEquals("sent", claim("state")));

        await().atMost(SOON).untilAsserted(() -> assertTrue(log.of(subject).anyMatch(line -> line.endsWith(": sent"))));
        log.lines.forEach(line -> assertFalse(line.contains("zz-"), line));
    }

    @Test
    void parked_mails_are_for_admins() {
        given().auth()
                .oauth2(Tokens.secretariat("secretariat"))
                .get("/api/operations/mails")
                .then()
                .statusCode(403);
        given().get("/api/operations/mails").then().statusCode(401).body("type", not(equalTo(null)));
    }

    private static io.restassured.response.Response retry(String id) {
        return given().auth()
                .oauth2(Tokens.admin())
                .contentType("application/json")
                .body("{}")
                .post("/api/operations/mails/" + id + "/retry");
    }

    /** Keeps the service's own sender from what becomes due, so that several start on it together. */
    private void hold() throws SQLException {
        update("alter table mail_claim alter next_try_at set default now() + interval '1 day'");
    }

    private void release() throws SQLException {
        update("alter table mail_claim alter next_try_at set default now()");
        update("update mail_claim set next_try_at = now() where subject like '%s%%'");
    }

    private List<MimeMessage> sentTo(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> recipients(mail).contains(address))
                .toList();
    }

    private static List<String> recipients(MimeMessage mail) {
        try {
            return Arrays.stream(mail.getRecipients(Message.RecipientType.TO))
                    .map(Object::toString)
                    .toList();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String title(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Supplier<Uni<Void>> work) throws Throwable {
        VertxContextSupport.subscribeAndAwait(work);
    }

    private String claim(String column) throws SQLException {
        return value("select " + column + " from mail_claim where subject = '%s'");
    }

    private String value(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql.contains("%") ? sql.formatted(subject) : sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private void update(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql.contains("%") ? sql.formatted(subject) : sql);
        }
    }

    /** Everything that the service logs while a test runs. */
    private static final class Log extends Handler {

        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        Stream<String> of(String text) {
            return List.copyOf(lines).stream().filter(line -> line.contains(text));
        }

        @Override
        public void publish(LogRecord logged) {
            if (String.valueOf(logged.getLoggerName()).startsWith("com.icegreen")) {
                // The mail server of the test may say whom it knows.
                return;
            }
            var text = logged.getMessage();
            for (var cause = logged.getThrown(); cause != null; cause = cause.getCause()) {
                text += "\n" + cause;
            }
            lines.add(text);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
