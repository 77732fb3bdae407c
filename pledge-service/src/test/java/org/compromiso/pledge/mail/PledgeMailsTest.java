package org.compromiso.pledge.mail;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.compromiso.pledge.life.Register.ILO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.core.ThrowingRunnable;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.MailServer;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.pledge.MovableClock;
import org.compromiso.pledge.PledgeFixtures;
import org.compromiso.pledge.life.Register;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told by mail of what happens to a pledge, when, and in which words; against a real mail server. */
@QuarkusTest
@WithTestResource(LocalServices.class)
@WithTestResource(MailServer.class)
class PledgeMailsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final LocalDate ENDS = LocalDate.of(2027, 12, 31);

    GreenMail server;

    @Inject
    Register register;

    @Inject
    MovableClock clock;

    @Inject
    Calendar calendar;

    @Inject
    DataSource database;

    @Inject
    Pool pool;

    private final String id = UUID.randomUUID().toString();
    private final String contact = "ana-" + id + "@example.org";
    private final String second = "luis-" + id + "@example.org";
    private final String council = "Council " + id;
    private final String union = "Union " + id;

    @AfterEach
    void today() {
        clock.reset();
        if (!server.isRunning()) {
            server.start();
        }
    }

    @Test
    void each_participant_is_asked_at_submission_and_told_what_to_do() throws Exception {
        var reference = submitted(jointPledge());

        soon(() -> assertEquals(1, sentTo(address(council)).size()));
        soon(() -> assertEquals(1, sentTo(address(union)).size()));
        var mail = sentTo(address(council)).get(0);
        assertEquals(
                "Do you take part in the pledge “Fair recruitment for migrant workers”? (%s)".formatted(reference),
                mail.getSubject());
        var text = text(mail);
        assertTrue(text.startsWith("Dear " + council + ",\n\nInternational Labour Organization has named you"), text);
        assertTrue(text.contains("confirm or decline"), text);
        assertTrue(text.contains("https://hub.example.org under its reference " + reference), text);
        assertFalse(text.contains("Ana Quispe") || text.contains(union) || text.contains("@"), text);
        assertEquals(1, mail.getAllRecipients().length);
        assertEquals(List.of(), sentTo(contact));
    }

    @Test
    void a_refused_submission_asks_nobody() throws Exception {
        var form = jointPledge();
        form.remove("goals");
        var reference = register.create(ILO, form).path("reference").toString();

        register.post(ILO, reference, "submission", "{}").then().statusCode(422);

        assertEquals(0, claims(reference, "invitation"));
    }

    @Test
    void who_has_answered_is_asked_again_only_when_the_pledge_says_something_else() throws Exception {
        var reference = submitted(jointPledge());
        // Who has answered before the mail went out is not invited.
        soon(() -> assertEquals(1, sentTo(address(council)).size()));
        soon(() -> assertEquals(1, sentTo(address(union)).size()));
        answer(reference, council, "confirmed");
        register.screen(reference, 1, "returned");
        register.post(ILO, reference, "submission", "{}").then().statusCode(200);
        soon(() -> assertEquals(2, sentTo(address(union)).size()));
        assertEquals(1, sentTo(address(council)).size());

        register.screen(reference, 2, "returned");
        register.patch(ILO, reference, "{\"title\":\"Fair recruitment for everyone\"}")
                .then()
                .statusCode(200);
        register.post(ILO, reference, "submission", "{}").then().statusCode(200);

        soon(() -> assertEquals(2, sentTo(address(council)).size()));
        assertTrue(sentTo(address(council)).get(1).getSubject().contains("Fair recruitment for everyone"));
    }

    @Test
    void who_has_answered_before_the_mail_went_out_is_not_asked() throws Exception {
        server.stop();
        var reference = submitted(jointPledge());
        answer(reference, council, "declined");

        server.start();

        soon(() -> assertEquals("dropped", state(reference, "invitation", "declined")));
        assertEquals(List.of(), sentTo(address(council)));
    }

    @Test
    void of_two_submissions_only_the_later_asks() throws Exception {
        server.stop();
        var reference = submitted(jointPledge());
        register.screen(reference, 1, "returned");
        register.patch(ILO, reference, "{\"title\":\"Fair recruitment for everyone\"}")
                .then()
                .statusCode(200);
        register.post(ILO, reference, "submission", "{}").then().statusCode(200);

        server.start();

        soon(() -> assertEquals(0, due(reference)));
        assertEquals(List.of("a later submission asks"), whyNot(reference, "invitation"));
        assertEquals(1, sentTo(address(council)).size());
        assertEquals(1, sentTo(address(union)).size());
    }

    @Test
    void what_is_being_rewritten_is_told_to_no_participant() throws Exception {
        server.stop();
        var reference = submitted(jointPledge());
        register.screen(reference, 1, "returned");
        register.patch(ILO, reference, "{\"title\":\"What nobody has seen\"}")
                .then()
                .statusCode(200);

        server.start();

        soon(() -> assertEquals(1, sentTo(address(council)).size()));
        assertTrue(sentTo(address(council)).get(0).getSubject().contains("Fair recruitment for migrant workers"));
    }

    @ParameterizedTest
    @CsvSource({"rejected, the pledge is rejected", "withdrawn, the pledge is withdrawn"})
    void nobody_is_asked_any_more_about_a_pledge_that_is_over(String end, String why) throws Exception {
        server.stop();
        var reference = submitted(jointPledge());
        if (end.equals("rejected")) {
            register.screen(reference, 1, "rejected");
        } else {
            register.screen(reference, 1, "accepted");
            register.post(ILO, reference, "withdrawal", "{\"reason\":\"No budget\"}")
                    .then()
                    .statusCode(200);
        }

        server.start();

        soon(() -> assertEquals(0, due(reference)));
        assertEquals(List.of(why), whyNot(reference, "invitation"));
        assertEquals(List.of(), sentTo(address(council)));
    }

    @Test
    void nobody_is_asked_any_more_about_a_pledge_that_another_has_taken_the_place_of() throws Exception {
        var other = register.registered(ILO, individualPledge());
        server.stop();
        var reference = submitted(jointPledge());
        register.screen(reference, 1, "accepted");
        register.post(ILO, reference, "supersession", "{\"by\":\"" + other + "\",\"reason\":\"One plan\"}")
                .then()
                .statusCode(200);

        server.start();

        soon(() -> assertEquals(0, due(reference)));
        assertEquals(List.of("the pledge is superseded"), whyNot(reference, "invitation"));
    }

    @Test
    void who_declines_before_the_mail_goes_out_is_not_told_of_an_amendment() throws Exception {
        var reference = submitted(jointPledge());
        answer(reference, council, "confirmed");
        register.screen(reference, 1, "accepted");
        soon(() -> assertEquals(0, due(reference)));
        server.stop();
        register.amend(reference, LocalDate.of(2028, 6, 30)).then().statusCode(200);
        answer(reference, council, "declined");

        server.start();

        soon(() -> assertEquals(0, due(reference)));
        assertEquals(List.of("the participant declined, or the pledge is closed"), whyNot(reference, "amended"));
        soon(() -> assertEquals(1, sentTo(address(union)).size()));
        assertEquals(List.of(), sentTo(address(council)));
    }

    @Test
    void of_an_amendment_of_a_pledge_that_was_withdrawn_meanwhile_nobody_is_told() throws Exception {
        var reference = submitted(jointPledge());
        register.screen(reference, 1, "accepted");
        soon(() -> assertEquals(0, due(reference)));
        server.stop();
        register.amend(reference, LocalDate.of(2028, 6, 30)).then().statusCode(200);
        register.post(ILO, reference, "withdrawal", "{\"reason\":\"No budget\"}")
                .then()
                .statusCode(200);

        server.start();

        soon(() -> assertEquals(0, due(reference)));
        assertEquals(List.of("the participant declined, or the pledge is closed"), whyNot(reference, "amended"));
        assertEquals(List.of(), sentTo(address(council)));
    }

    @Test
    void a_return_goes_to_both_contacts_with_the_comment() throws Exception {
        var form = individualPledge();
        form.putObject("secondContact").put("name", "Luis Soto").put("email", second);
        var reference = submitted(form);

        register.screen(reference, 1, "returned");

        soon(() -> assertEquals(1, sentTo(contact).size()));
        soon(() -> assertEquals(1, sentTo(second).size()));
        assertTrue(text(sentTo(contact).get(0)).startsWith("Dear Ana Quispe,"));
        assertTrue(text(sentTo(contact).get(0))
                .contains("with this comment:\n\nA comment on submission 1\n\nPlease sign in"));
        assertTrue(text(sentTo(second).get(0)).startsWith("Dear Luis Soto,"));
    }

    @Test
    void two_returns_on_one_day_are_two_mails_and_one_person_named_twice_gets_one_each() throws Exception {
        var form = individualPledge();
        form.putObject("secondContact").put("name", "Ana Q.").put("email", contact.toUpperCase(java.util.Locale.ROOT));
        var reference = submitted(form);
        register.screen(reference, 1, "returned");
        register.post(ILO, reference, "submission", "{}").then().statusCode(200);

        register.screen(reference, 2, "returned");

        soon(() -> assertEquals(0, due(reference)));
        assertEquals(2, sentTo(contact).size());
        assertEquals(List.of("the first contact has the same address"), whyNot(reference, "returned"));
    }

    @Test
    void each_return_comes_with_its_own_comment_however_late() throws Exception {
        server.stop();
        var reference = submitted(individualPledge());
        register.screen(reference, 1, "returned");
        register.post(ILO, reference, "submission", "{}").then().statusCode(200);
        register.screen(reference, 2, "returned");

        server.start();

        soon(() -> assertEquals(2, sentTo(contact).size()));
        var texts = text(sentTo(contact).get(0)) + text(sentTo(contact).get(1));
        assertTrue(
                texts.contains("A comment on submission 1\n") && texts.contains("A comment on submission 2\n"), texts);
    }

    @Test
    void a_verdict_goes_to_the_contacts_with_its_own_comment() throws Exception {
        var form = individualPledge();
        form.put("language", "fr");
        var reference = register.registered(ILO, form);
        soon(() -> assertEquals(1, sentTo(contact).size()));

        register.assess(reference, 1, "limited", LocalDate.of(2027, 3, 15));

        soon(() -> assertEquals(2, sentTo(contact).size()));
        var mail = sentTo(contact).get(1);
        assertTrue(mail.getSubject().startsWith("Votre engagement a été évalué"), mail.getSubject());
        var text = text(mail);
        assertTrue(text.contains("décidée le 15 mars 2027. Résultat : Progrès limités."), text);
        assertTrue(text.contains("A comment on case 1"), text);
    }

    @Test
    void of_a_verdict_that_another_has_taken_the_place_of_nobody_is_told() throws Exception {
        var reference = register.registered(ILO, individualPledge());
        soon(() -> assertEquals(0, due(reference)));
        server.stop();
        register.assess(reference, 2, "limited", LocalDate.of(2027, 3, 15));
        // An earlier case that is heard late, and a later one
        register.assess(reference, 1, "complete", LocalDate.of(2027, 3, 10));
        register.assess(reference, 3, "substantial", LocalDate.of(2027, 3, 20));

        server.start();

        soon(() -> assertEquals(0, due(reference)));
        assertEquals(
                Set.of("a later review has decided", "no address is given"), Set.copyOf(whyNot(reference, "assessed")));
        // Of the case that was heard late there is none.
        assertEquals(4, claims(reference, "assessed"));
        assertEquals(1, sentTo(contact).size());
        assertTrue(text(sentTo(contact).get(0)).contains("Its result: Substantial progress."));
    }

    @Test
    void a_second_contact_that_is_not_named_is_not_written_to() throws Exception {
        var reference = register.registered(ILO, individualPledge());

        soon(() -> assertEquals(0, due(reference)));
        assertEquals(List.of("no address is given"), whyNot(reference, "registered"));
        assertEquals(1, sentTo(contact).size());
    }

    @Test
    void a_contact_changed_meanwhile_is_the_one_who_is_told() throws Exception {
        var reference = submitted(individualPledge());
        server.stop();
        register.screen(reference, 1, "returned");
        register.patch(ILO, reference, "{\"contact\":{\"name\":\"Luis Soto\",\"email\":\"" + second + "\"}}")
                .then()
                .statusCode(200);

        server.start();

        soon(() -> assertEquals(1, sentTo(second).size()));
        assertEquals(List.of(), sentTo(contact));
    }

    @Test
    void of_a_pledge_that_was_deleted_nobody_is_told() throws Exception {
        var reference = submitted(individualPledge());
        server.stop();
        register.screen(reference, 1, "returned");
        given().auth()
                .oauth2(ILO)
                .header("If-Match", "\"" + register.read(ILO, reference).path("version") + "\"")
                .delete("/api/pledges/" + reference)
                .then()
                .statusCode(204);

        server.start();

        soon(() -> assertEquals(0, due(reference)));
        assertEquals(List.of(), sentTo(contact));
    }

    @ParameterizedTest
    @CsvSource({
        "en, Your pledge is registered: , 'It ends on 31 December 2027.'",
        "es, Su compromiso está registrado: , 'Termina el 31 de diciembre de 2027.'",
        "fr, Votre engagement est enregistré : , 'Il prend fin le 31 décembre 2027.'",
        "ar, Your pledge is registered: , 'It ends on 31 December 2027.'"
    })
    void a_registration_is_told_in_the_language_of_the_pledge_or_in_english(String language, String title, String text)
            throws Exception {
        var reference = register.registered(ILO, individualPledge().put("language", language));

        soon(() -> assertEquals(1, sentTo(contact).size()));
        var mail = sentTo(contact).get(0);
        assertEquals(title.strip() + " Fair recruitment for migrant workers (" + reference + ")", mail.getSubject());
        assertTrue(text(mail).contains(text), text(mail));
    }

    @Test
    void a_rejection_says_that_it_is_final() throws Exception {
        register.screen(submitted(individualPledge()), 1, "rejected");

        soon(() -> assertEquals(1, sentTo(contact).size()));
        assertTrue(text(sentTo(contact).get(0)).contains("This decision is final"));
    }

    @Test
    void an_amendment_is_told_to_those_who_take_part_or_have_not_answered() throws Exception {
        var form = PledgeFixtures.complementaryPledge(council, union, "Third " + id);
        var reference = submitted(form);
        for (var asked : List.of(council, union, "Third " + id)) {
            soon(() -> assertEquals(1, sentTo(address(asked)).size()));
        }
        answer(reference, council, "confirmed");
        answer(reference, union, "declined");
        register.screen(reference, 1, "accepted");

        register.amend(reference, LocalDate.of(2028, 6, 30)).then().statusCode(200);

        soon(() -> assertEquals(2, sentTo(address(council)).size()));
        soon(() -> assertEquals(2, sentTo(address("Third " + id)).size()));
        assertTrue(text(sentTo(address(council)).get(1)).contains("It now ends on 30 June 2028."));
        assertEquals(1, sentTo(address(union)).size());
    }

    @Test
    void text_of_a_person_starts_no_header_and_fills_no_place_in_the_text() throws Exception {
        var reference = register.registered(
                ILO, individualPledge().put("title", "A {comment} of\nBcc: spy@example.org {name}"));

        soon(() -> assertEquals(1, sentTo(contact).size()));
        var mail = sentTo(contact).get(0);
        assertEquals(
                "Your pledge is registered: A {comment} of Bcc: spy@example.org {name} (%s)".formatted(reference),
                mail.getSubject());
        assertEquals(1, mail.getAllRecipients().length);
    }

    @Test
    void the_end_date_is_told_from_30_days_before_and_once() throws Exception {
        var reference = register.registered(ILO, individualPledge());
        look(ENDS.minusDays(31));
        assertEquals(0, claims(reference, "end-near"));

        look(ENDS.minusDays(30));
        look(ENDS.minusDays(29));
        look(ENDS);

        assertEquals(2, claims(reference, "end-near"));
        soon(() ->
                assertEquals(1, titled("Your pledge ends on 31 December 2027: ").size()));
    }

    @Test
    void a_service_that_was_down_for_a_week_tells_it_once_when_it_is_back() throws Exception {
        var reference = register.registered(ILO, individualPledge());

        clock.goTo(ENDS.minusDays(23));

        soon(() -> assertEquals(1, titled("Your pledge ends on ").size()));
        look(ENDS.minusDays(22));
        assertEquals(2, claims(reference, "end-near"));
        soon(() -> assertEquals(0, due(reference)));
        assertEquals(1, titled("Your pledge ends on ").size());
    }

    @Test
    void a_moved_end_date_is_told_anew() throws Exception {
        var reference = register.registered(ILO, individualPledge());
        look(ENDS.minusDays(30));
        soon(() -> assertEquals(1, titled("Your pledge ends on ").size()));
        register.amend(reference, LocalDate.of(2028, 12, 31)).then().statusCode(200);
        look(ENDS.minusDays(29));
        assertEquals(2, claims(reference, "end-near"));

        look(LocalDate.of(2028, 12, 1));

        soon(() ->
                assertEquals(1, titled("Your pledge ends on 31 December 2028").size()));
    }

    @Test
    void a_report_is_asked_for_a_month_before_silence_and_silence_is_told() throws Exception {
        var registered = clock.today();
        var reference = register.registered(ILO, individualPledge());
        look(registered.plusMonths(11).minusDays(1));
        assertEquals(0, claims(reference, "report-due"));

        look(registered.plusMonths(11));
        look(registered.plusMonths(12).minusDays(1));
        soon(() -> assertEquals(1, titled("Please report on your pledge").size()));
        assertEquals(0, claims(reference, "silent"));
        look(registered.plusMonths(12));
        look(registered.plusMonths(12).plusDays(3));

        soon(() -> assertEquals(1, titled("Your pledge is now shown as silent").size()));
        assertEquals(2, claims(reference, "report-due"));
        assertEquals(2, claims(reference, "silent"));
    }

    @Test
    void a_report_puts_the_next_one_off_for_a_year() throws Exception {
        var reference = register.registered(ILO, individualPledge());
        var reported = clock.today().plusMonths(9);
        clock.goTo(reported);
        register.report(ILO, reference, reported, "in-progress", false).then().statusCode(201);
        clock.reset();

        look(clock.today().plusMonths(11));
        look(clock.today().plusMonths(12));
        assertEquals(0, claims(reference, "report-due") + claims(reference, "silent"));
        look(reported.plusMonths(11));

        assertEquals(2, claims(reference, "report-due"));
    }

    @Test
    void the_passed_end_date_is_told_the_day_after() throws Exception {
        var reference = register.registered(ILO, individualPledge());
        look(ENDS);
        assertEquals(0, claims(reference, "overdue"));

        look(ENDS.plusDays(1));

        soon(() ->
                assertEquals(1, titled("The end date of your pledge has passed").size()));
    }

    @Test
    void of_two_reasons_only_the_one_that_holds_now_is_told() throws Exception {
        var registered = clock.today();
        var quiet = register.registered(ILO, individualPledge());
        look(registered.plusMonths(12));
        assertEquals(0, claims(quiet, "report-due"));
        assertEquals(2, claims(quiet, "silent"));

        var ended = register.registered(ILO, individualPledge());
        look(ENDS.plusDays(1));
        assertEquals(0, claims(ended, "end-near"));
        assertEquals(2, claims(ended, "overdue"));
    }

    @Test
    void a_reminder_is_dropped_when_the_report_comes_or_the_end_date_moves_before_it_goes_out() throws Exception {
        var registered = clock.today();
        var reference = register.registered(ILO, individualPledge());
        soon(() -> assertEquals(0, due(reference)));
        server.stop();
        look(registered.plusMonths(11));
        look(ENDS.minusDays(30));
        clock.goTo(registered.plusMonths(11));
        register.report(ILO, reference, clock.today(), "in-progress", false)
                .then()
                .statusCode(201);
        register.amend(reference, LocalDate.of(2028, 12, 31)).then().statusCode(200);
        clock.reset();

        server.start();

        soon(() -> assertEquals(0, due(reference)));
        for (var reminder : List.of("report-due", "end-near")) {
            assertTrue(whyNot(reference, reminder).contains("a report came or the end date moved"), reminder);
        }
        assertEquals(List.of(), sentTo(contact));
    }

    /** A page that is full does not hold up what comes after it. */
    @Test
    void page_by_page_everyone_is_told() throws Exception {
        var ends = LocalDate.of(2031, 12, 31);
        var references = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            references.add(register.registered(ILO, individualPledge().put("endsOn", ends.toString())));
        }
        var pages = new Calendar(pool, 2);

        while (pages.claimNext(ends.minusDays(5)).await().atMost(SOON) > 0) {}

        for (var reference : references) {
            assertEquals(2, claims(reference, "end-near"), reference);
        }
    }

    @Test
    void what_is_long_past_is_not_told() throws Exception {
        var registered = clock.today();
        var reference = register.registered(ILO, individualPledge());

        look(ENDS.plusDays(31));
        look(registered.plusMonths(13));

        assertEquals(0, claims(reference, "overdue") + claims(reference, "silent"));
    }

    @Test
    void a_withdrawn_or_fulfilled_pledge_is_left_in_peace() throws Exception {
        var withdrawn = register.registered(ILO, individualPledge());
        register.post(ILO, withdrawn, "withdrawal", "{\"reason\":\"No budget\"}")
                .then()
                .statusCode(200);
        var fulfilled = register.registered(ILO, individualPledge());
        register.report(ILO, fulfilled, clock.today(), "fulfilled", true).then().statusCode(201);

        for (var day : List.of(
                clock.today().plusMonths(11), clock.today().plusMonths(12), ENDS.minusDays(10), ENDS.plusDays(10))) {
            look(day);
        }

        assertEquals(2, all(withdrawn));
        assertEquals(2, all(fulfilled));
    }

    @Test
    void a_reminder_that_was_due_before_the_pledge_was_withdrawn_is_dropped() throws Exception {
        var reference = register.registered(ILO, individualPledge());
        soon(() -> assertEquals(0, due(reference)));
        server.stop();
        look(ENDS.minusDays(30));
        register.post(ILO, reference, "withdrawal", "{\"reason\":\"No budget\"}")
                .then()
                .statusCode(200);

        server.start();

        soon(() -> assertEquals(0, due(reference)));
        assertEquals(List.of(), titled("Your pledge ends on "));
        assertNotNull(state(reference, "end-near", "closed"));
    }

    /** As many as there may be: the calendar reads a range of its index, not the register. */
    @Test
    void the_calendar_reads_by_index() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off");
            for (var column : List.of("heard_on", "ends_on")) {
                var plan = new StringBuilder();
                try (var rows =
                        statement.executeQuery("explain select reference from pledge p where p.still_open and p."
                                + column + " between '2027-01-01' and '2027-02-01' order by p." + column
                                + ", p.reference limit 500")) {
                    while (rows.next()) {
                        plan.append(rows.getString(1)).append('\n');
                    }
                }
                assertTrue(plan.toString().contains("ix_pledge_still_open_" + column), plan.toString());
                assertFalse(plan.toString().contains("Sort"), plan.toString());
            }
            statement.execute("reset enable_seqscan");
        }
    }

    private ObjectNode individualPledge() {
        var form = PledgeFixtures.completePledge();
        ((ObjectNode) form.get("contact")).put("email", contact);
        return form;
    }

    private ObjectNode jointPledge() {
        var form = PledgeFixtures.complementaryPledge(council, union);
        ((ObjectNode) form.get("contact")).put("email", contact);
        return form;
    }

    private String submitted(ObjectNode form) {
        var reference = register.create(ILO, form).path("reference").toString();
        register.post(ILO, reference, "submission", "{}").then().statusCode(200);
        return reference;
    }

    private void answer(String reference, String entity, String decision) {
        var participant = register.read(ILO, reference)
                .path("participants.find { it.name == '" + entity + "' }.id")
                .toString();
        given().auth()
                .oauth2(Tokens.token("of-an-entity", List.of(), Map.of("entity", entity)))
                .contentType("application/json")
                .body("{\"decision\":\"" + decision + "\"}")
                .put("/api/pledges/" + reference + "/participants/" + participant + "/consent")
                .then()
                .statusCode(200);
    }

    /** What the service does every hour, on a day. */
    private void look(LocalDate day) {
        while (calendar.claimNext(day).await().atMost(SOON) > 0) {}
    }

    private static void soon(ThrowingRunnable assertion) {
        await().atMost(SOON).untilAsserted(assertion);
    }

    /** The address as invitations know it: in small letters. */
    private static String address(String participant) {
        return PledgeFixtures.email(participant).toLowerCase(java.util.Locale.ROOT);
    }

    private List<MimeMessage> titled(String title) {
        return sentTo(contact).stream()
                .filter(mail -> {
                    try {
                        return mail.getSubject().startsWith(title);
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    /** In the order in which they came; since the server was last started. */
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

    private static String text(MimeMessage mail) throws MessagingException {
        try {
            return ((String) mail.getContent()).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int claims(String reference, String kind) throws SQLException {
        return count("subject = '" + reference + "' and kind = '" + kind + "'");
    }

    private int all(String reference) throws SQLException {
        return count("subject = '" + reference + "'");
    }

    private int due(String reference) throws SQLException {
        return count("state = 'due' and subject = '" + reference + "'");
    }

    private int count(String where) throws SQLException {
        return Integer.parseInt(
                select("select count(*) from mail_claim where " + where).get(0));
    }

    /** The state of the claim of this kind whose note is as given: 'declined' by who answered, 'closed' by the pledge. */
    private String state(String reference, String kind, String why) throws SQLException {
        var note = why.equals("declined") ? "the participant has answered" : "the pledge is closed";
        var states = select("select state from mail_claim where subject = '%s' and kind = '%s' and note = '%s'"
                .formatted(reference, kind, note));
        return states.isEmpty() ? null : states.get(0);
    }

    /** Why mails of this kind were not sent, each reason once. */
    private List<String> whyNot(String reference, String kind) throws SQLException {
        return select("select distinct note from mail_claim where state = 'dropped' and subject = '%s' and kind = '%s'"
                .formatted(reference, kind));
    }

    private List<String> select(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
