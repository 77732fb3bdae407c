package org.compromiso.pledge.participation;

import static io.restassured.RestAssured.given;
import static org.compromiso.pledge.PledgeFixtures.complementaryPledge;
import static org.compromiso.pledge.PledgeFixtures.email;
import static org.compromiso.pledge.life.Register.ILO;
import static org.compromiso.pledge.life.Register.PERU;
import static org.compromiso.pledge.life.Register.SECRETARIAT;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.pledge.life.Register;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is named in a joint pledge is asked, answers for itself alone, and is shown and counted only if it said yes. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class ConsentTest {

    private static final String CHANGED = "org.compromiso.PledgeParticipationChanged.v1";

    @Inject
    Register register;

    @Inject
    DataSource database;

    @Inject
    ObjectMapper json;

    private final String unicef = "Fondo para la Niñez " + UUID.randomUUID();
    private final String redCross = "Red Cross " + UUID.randomUUID();

    @Test
    void nobody_is_asked_before_the_first_submission() {
        var reference = draft();

        register.read(ILO, reference)
                .then()
                .body("participants.consent", contains(nullValue(), nullValue()))
                .body("participants.email", contains(email(unicef), email(redCross)))
                .body("participations", equalTo(1));
        register.read(of(unicef), reference).then().statusCode(404);
        invitations(of(unicef)).body("items", empty());
    }

    @Test
    void who_is_asked_reads_what_was_submitted_and_nothing_of_persons_or_of_others_who_have_not_confirmed() {
        var reference = submitted();

        var seen = register.read(of(unicef), reference).then().statusCode(200).header("ETag", "\"1\"");

        seen.body("registration", equalTo("submitted"))
                .body("participants.name", contains(unicef))
                .body("participants.consent", contains("invited"))
                .body("returned", nullValue())
                .body(not(containsString("@")))
                .body(not(containsString("Quispe")))
                .body(not(containsString(redCross)));
        answer(of(redCross), reference, id(reference, redCross), "confirmed")
                .then()
                .statusCode(200);
        register.read(of(unicef), reference)
                .then()
                .body("participants.name", contains(unicef, redCross))
                .body("participants.consent", contains("invited", "confirmed"));
    }

    @Test
    void an_account_is_known_by_its_entity_however_it_is_spelt() {
        var reference = submitted();
        var otherSpelling = of("  " + unicef.toUpperCase(Locale.ROOT).replace(" ", "   "));

        invitations(otherSpelling).body("items.reference", contains(reference));
        answer(otherSpelling, reference, id(reference, unicef), "confirmed")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("participants.consent", contains("confirmed"));
    }

    @Test
    void an_account_is_known_by_its_verified_email_and_needs_no_role() {
        var reference = submitted();
        var account = byEmail(email(unicef).toUpperCase(Locale.ROOT), true);

        invitations(account)
                .body("items", hasSize(1))
                .body("items[0].reference", equalTo(reference))
                .body("items[0].participant", equalTo(id(reference, unicef)))
                .body("items[0].consent", equalTo("invited"));
        answer(account, reference, id(reference, unicef), "declined").then().statusCode(200);
        invitations(account).body("items.consent", contains("declined"));
    }

    @Test
    void an_email_that_is_not_verified_is_nobodys() {
        var reference = submitted();
        var account = byEmail(email(unicef), false);

        register.read(account, reference).then().statusCode(404);
        answer(account, reference, id(reference, unicef), "confirmed").then().statusCode(404);
        invitations(account).body("items", empty());
    }

    @Test
    void the_same_answer_again_changes_nothing() throws Exception {
        var reference = registered();
        answer(of(unicef), reference, id(reference, unicef), "confirmed").then().header("ETag", "\"3\"");

        answer(of(unicef), reference, id(reference, unicef), "confirmed")
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"");

        assertEquals(1, told(reference, CHANGED).size());
    }

    @Test
    void nobody_answers_for_another() {
        var reference = submitted();
        var id = id(reference, unicef);

        problem(answer(of(redCross), reference, id, "confirmed"), 403, "not-participant");
        problem(answer(ILO, reference, id, "confirmed"), 403, "not-participant");
        problem(answer(SECRETARIAT, reference, id, "confirmed"), 403, "not-participant");
        problem(answer(PERU, reference, id, "confirmed"), 404, "not-found");
        problem(answer(of(unicef), reference, UUID.randomUUID().toString(), "confirmed"), 403, "not-participant");
        problem(answer(of(unicef), reference, "no-uuid", "confirmed"), 403, "not-participant");
        problem(answer(of(unicef), "P-2020-000001", id, "confirmed"), 404, "not-found");
        problem(given().contentType("application/json").body("{}").put(path(reference, id)), 401, "token-missing");
        problem(given().contentType("text/plain").body("{}").put(path(reference, id)), 401, "token-missing");
        register.screen(reference, 1, "accepted");
        problem(answer(PERU, reference, id, "confirmed"), 403, "not-participant");
        register.read(ILO, reference).then().body("participants.consent", contains("invited", "invited"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"decision\":\"invited\"}", "{\"decision\":\"yes\"}", "{}", "{\"decision\":null}"})
    void an_answer_is_yes_or_no(String body) {
        var reference = submitted();

        problem(put(of(unicef), reference, id(reference, unicef), body), 422, "invalid")
                .body("errors.pointer", contains("/decision"));
    }

    @Test
    void a_rejected_pledge_takes_no_answer_and_stays_readable() {
        var reference = submitted();
        register.screen(reference, 1, "rejected");

        problem(answer(of(unicef), reference, id(reference, unicef), "confirmed"), 409, "not-answerable");
        register.read(of(unicef), reference).then().statusCode(200).body("returned", nullValue());
    }

    @Test
    void an_answer_to_a_version_that_was_read_is_not_taken_for_another() {
        var reference = submitted();
        var id = id(reference, unicef);
        answer(of(redCross), reference, id(reference, redCross), "confirmed");

        var refused = given().auth()
                .oauth2(of(unicef))
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .body("{\"decision\":\"confirmed\"}")
                .put(path(reference, id));

        problem(refused, 412, "changed-meanwhile");
    }

    @Test
    void two_participants_who_answer_at_once_are_both_heard() throws Exception {
        var reference = registered();

        var answers = atOnce(
                () -> answer(of(unicef), reference, id(reference, unicef), "confirmed"),
                () -> answer(of(redCross), reference, id(reference, redCross), "confirmed"));

        assertEquals(List.of(200, 200), answers);
        given().get("/api/pledges/" + reference)
                .then()
                .body("participants.name", contains(unicef, redCross))
                .body("participations", equalTo(3))
                .body("version", equalTo(4));
        assertEquals(2, told(reference, CHANGED).size());
    }

    @Test
    void an_answer_while_the_lead_submits_something_else_is_about_one_or_the_other() throws Exception {
        for (int i = 0; i < 5; i++) {
            var reference = submitted();
            register.screen(reference, 1, "returned");
            register.patch(ILO, reference, "{\"need\":\"Another need " + i + "\"}")
                    .then()
                    .statusCode(200);
            var id = id(reference, unicef);

            var statuses = atOnce(
                    () -> given().auth()
                            .oauth2(ILO)
                            .contentType("application/json")
                            .header("If-Match", "\"3\"")
                            .body("{}")
                            .post("/api/pledges/" + reference + "/submission"),
                    () -> given().auth()
                            .oauth2(of(unicef))
                            .contentType("application/json")
                            .header("If-Match", "\"3\"")
                            .body("{\"decision\":\"confirmed\"}")
                            .put(path(reference, id)));

            var submitted = statuses.equals(List.of(200, 412));
            assertTrue(submitted || statuses.equals(List.of(412, 200)), statuses.toString());
            register.read(of(unicef), reference)
                    .then()
                    .body("participants.consent", contains(submitted ? "invited" : "confirmed"))
                    .body("need", equalTo(submitted ? "Another need " + i : "Workers pay for their jobs."));
        }
    }

    @Test
    void a_yes_after_registration_is_shown_counted_and_told_once() throws Exception {
        var reference = registered();
        given().get("/api/pledges/" + reference)
                .then()
                .body("participants", empty())
                .body("participations", equalTo(1));

        answer(of(unicef), reference, id(reference, unicef), "confirmed").then().statusCode(200);

        given().get("/api/pledges/" + reference)
                .then()
                .body("participants.name", contains(unicef))
                .body("participants.consent", contains("confirmed"))
                .body("participations", equalTo(2));
        var told = told(reference, CHANGED);
        assertEquals(1, told.size());
        assertEquals(unicef, told.get(0).at("/what/participant/name").asText());
        assertEquals("confirmed", told.get(0).at("/what/decision").asText());
        assertEquals(2, told.get(0).at("/pledge/participations").asInt());
        given().get("/api/pledges/" + reference + "/history")
                .then()
                .body("items.event", contains("PledgeParticipationChanged", "PledgeRegistered"));
    }

    @Test
    void a_no_after_a_yes_takes_it_out_again() throws Exception {
        var reference = registered();
        answer(of(unicef), reference, id(reference, unicef), "confirmed");

        answer(of(unicef), reference, id(reference, unicef), "declined")
                .then()
                .body("participants.consent", contains("declined"));

        given().get("/api/pledges/" + reference)
                .then()
                .body("participants", empty())
                .body("participations", equalTo(1));
        var told = told(reference, CHANGED);
        assertEquals("declined", told.get(1).at("/what/decision").asText());
        assertEquals(1, told.get(1).at("/pledge/participations").asInt());
        assertEquals(0, told.get(1).at("/pledge/participants").size());
    }

    @Test
    void a_no_of_one_who_never_said_yes_is_told_to_nobody() throws Exception {
        var reference = registered();

        answer(of(unicef), reference, id(reference, unicef), "declined")
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"");

        assertEquals(List.of(), told(reference, CHANGED));
        register.read(ILO, reference).then().body("participants.consent", contains("declined", "invited"));
    }

    @Test
    void a_yes_before_registration_is_told_by_the_registration() throws Exception {
        var reference = submitted();
        answer(of(unicef), reference, id(reference, unicef), "confirmed");

        register.screen(reference, 1, "accepted");

        assertEquals(List.of(), told(reference, CHANGED));
        var registered = told(reference, "org.compromiso.PledgeRegistered.v1").get(0);
        assertEquals(2, registered.at("/pledge/participations").asInt());
        assertEquals(unicef, registered.at("/pledge/participants/0/name").asText());
    }

    @Test
    void something_else_before_registration_is_asked_anew() {
        var reference = submitted();
        answer(of(unicef), reference, id(reference, unicef), "confirmed");
        register.screen(reference, 1, "returned");

        register.patch(ILO, reference, "{\"means\":\"Three trainers\"}");

        register.read(ILO, reference).then().body("participants.consent", contains("invited", "invited"));
        register.post(ILO, reference, "submission", "{}").then().statusCode(200);
        register.read(of(unicef), reference).then().body("participants.consent", contains("invited"));
    }

    @Test
    void the_same_again_keeps_the_answers() {
        var reference = submitted();
        answer(of(unicef), reference, id(reference, unicef), "confirmed");
        register.screen(reference, 1, "returned");
        register.patch(ILO, reference, "{\"contact\":{\"position\":\"Deputy\"}}");

        register.post(ILO, reference, "submission", "{}").then().statusCode(200);

        register.read(ILO, reference).then().body("participants.consent", contains("confirmed", "invited"));
    }

    @Test
    void an_amendment_keeps_the_answers() {
        var reference = registered();
        answer(of(unicef), reference, id(reference, unicef), "confirmed");

        register.amend(reference, LocalDate.of(2028, 12, 31)).then().statusCode(200);

        given().get("/api/pledges/" + reference).then().body("participants.consent", contains("confirmed"));
    }

    @Test
    void who_is_asked_sees_what_was_submitted_and_not_what_is_being_written() {
        var reference = submitted();
        register.screen(reference, 1, "returned");

        register.patch(ILO, reference, "{\"title\":\"A title nobody has handed in\"}")
                .then()
                .statusCode(200);

        register.read(of(unicef), reference).then().body("title", equalTo("Fair recruitment for migrant workers"));
        invitations(of(unicef)).body("items.title", contains("Fair recruitment for migrant workers"));
    }

    @Test
    void who_is_named_no_longer_is_out_at_the_next_submission() throws Exception {
        var reference = submitted();
        register.screen(reference, 1, "returned");
        register.patch(
                        ILO,
                        reference,
                        "{\"participants\":[{\"id\":\"%s\",\"name\":\"%s\",\"kind\":\"media\",\"contribution\":\"A film\"}]}"
                                .formatted(id(reference, redCross), redCross))
                .then()
                .statusCode(200);
        register.read(of(unicef), reference).then().statusCode(200);

        register.post(ILO, reference, "submission", "{}").then().statusCode(200);

        register.read(of(unicef), reference).then().statusCode(404);
        register.read(byEmail(email(redCross), true), reference).then().statusCode(404);
        register.read(of(redCross), reference).then().statusCode(200);
        assertEquals(1, count("select count(*) from pledge_invitation where reference = '" + reference + "'"));
    }

    @Test
    void a_deleted_pledge_leaves_no_invitation_behind() throws Exception {
        var reference = submitted();
        register.screen(reference, 1, "returned");

        given().auth()
                .oauth2(ILO)
                .header("If-Match", "\"2\"")
                .delete("/api/pledges/" + reference)
                .then()
                .statusCode(204);

        assertEquals(0, count("select count(*) from pledge_invitation where reference = '" + reference + "'"));
        invitations(of(unicef)).body("items", empty());
    }

    @Test
    void invitations_come_page_by_page_what_was_asked_last_first() {
        var first = submitted();
        var second = submitted();

        var page = given().auth().oauth2(of(unicef)).get("/api/pledges?invited=true&limit=1");

        page.then().body("items.reference", contains(second));
        given().auth()
                .oauth2(of(unicef))
                .queryParam("invited", true)
                .queryParam("limit", 1)
                .queryParam("cursor", page.path("next").toString())
                .get("/api/pledges")
                .then()
                .body("items.reference", contains(first))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invited=false",
                "invited=true&mine=true",
                "invited=true&registration=submitted",
                "mine=true&registration=submitted",
                "registration=draft",
                "limit=5"
            })
    void a_work_list_is_chosen_alone(String query) {
        problem(given().auth().oauth2(ILO).get("/api/pledges?" + query), 400, "unreadable")
                .body("errors.code", contains("choose-list"));
    }

    @Test
    void work_lists_need_their_role() {
        problem(given().auth().oauth2(byEmail("a@example.org", true)).get("/api/pledges?mine=true"), 403, "forbidden");
        problem(given().auth().oauth2(ILO).get("/api/pledges?registration=submitted"), 403, "forbidden");
        problem(given().get("/api/pledges?invited=true"), 401, "token-missing");
    }

    @Test
    void an_answer_cannot_be_written_into_the_form() {
        var form = complementaryPledge(unicef);
        ((com.fasterxml.jackson.databind.node.ObjectNode) form.at("/participants/0")).put("consent", "confirmed");

        problem(register.create(ILO, form), 400, "unreadable")
                .body("errors.pointer", contains("/participants/0/consent"))
                .body("errors.code", contains("unknown-field"));
    }

    @Test
    void screening_learns_who_is_named_and_no_address() throws Exception {
        var reference = submitted();

        var submission =
                told(reference, "org.compromiso.casework.PledgeSubmitted.v1").get(0);

        assertEquals(unicef, submission.at("/pledge/participants/0/name").asText());
        assertTrue(!submission.toString().contains("@"), submission.toString());
    }

    @Test
    void an_account_with_an_empty_name_and_address_is_nobody() {
        var reference = submitted();
        var nobody = Tokens.token("nobody", List.of("pledger"), Map.of("email", "", "entity", ""));

        register.read(nobody, reference).then().statusCode(404);
        invitations(nobody).body("items", empty());
    }

    private String draft() {
        return register.create(ILO, complementaryPledge(unicef, redCross))
                .then()
                .statusCode(201)
                .extract()
                .path("reference");
    }

    private String submitted() {
        var reference = draft();
        register.post(ILO, reference, "submission", "{}")
                .then()
                .statusCode(200)
                .body("participants.consent", containsInAnyOrder("invited", "invited"));
        return reference;
    }

    private String registered() {
        var reference = submitted();
        register.screen(reference, 1, "accepted");
        return reference;
    }

    private String id(String reference, String name) {
        return register.read(ILO, reference).path("participants.find { it.name == '" + name + "' }.id");
    }

    /** An account that acts for an entity, with an address that nobody was asked at. */
    private static String of(String entity) {
        return Tokens.token("of-an-entity", List.of("pledger"), Map.of("entity", entity));
    }

    private static String byEmail(String email, boolean verified) {
        return Tokens.token("by-email", List.of(), Map.of("email", email, "email_verified", verified));
    }

    private static String path(String reference, String id) {
        return "/api/pledges/" + reference + "/participants/" + id + "/consent";
    }

    private static Response answer(String token, String reference, String id, String decision) {
        return put(token, reference, id, "{\"decision\":\"" + decision + "\"}");
    }

    private static Response put(String token, String reference, String id, String body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .put(path(reference, id));
    }

    private static ValidatableResponse invitations(String token) {
        return given().auth()
                .oauth2(token)
                .get("/api/pledges?invited=true")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse problem(Response response, int status, String code) {
        return response.then().statusCode(status).body("type", equalTo("urn:compromiso:problem:" + code));
    }

    private static List<Integer> atOnce(Callable<Response> one, Callable<Response> other) throws Exception {
        var two = Executors.newFixedThreadPool(2);
        try {
            var statuses = new ArrayList<Integer>();
            for (var answer : two.invokeAll(List.of(one, other))) {
                statuses.add(answer.get().statusCode());
            }
            return statuses;
        } finally {
            two.shutdown();
        }
    }

    private List<JsonNode> told(String reference, String type) throws Exception {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "select value::text from outbox where subject = ? and type = ? order by sequence")) {
            select.setString(1, reference);
            select.setString(2, type);
            var told = new ArrayList<JsonNode>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    told.add(json.readTree(rows.getString(1)));
                }
            }
            return told;
        }
    }

    private long count(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
