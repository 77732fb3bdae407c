package org.compromiso.pledge.life;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.compromiso.pledge.life.Register.ILO;
import static org.compromiso.pledge.life.Register.PERU;
import static org.compromiso.pledge.life.Register.SECRETARIAT;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Topic;
import org.compromiso.pledge.MovableClock;
import org.compromiso.pledge.PledgeFixtures;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may happen to a registered pledge, as its owner, the reviewers and the public see it. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class LifeAfterRegistrationTest {

    private static final LocalDate ENDS = LocalDate.of(2027, 12, 31);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    Register register;

    @Inject
    MovableClock clock;

    @AfterEach
    void today() {
        clock.reset();
    }

    @Test
    void ones_own_work_list_says_what_needs_doing() {
        var registered = clock.today();
        var reference = register.registered();
        var line = "items.find { it.reference == '" + reference + "' }.";

        mine().body(line + "submittedOn", equalTo(registered.toString()))
                .body(line + "endsOn", equalTo(ENDS.toString()))
                .body(line + "compliance.headline", equalTo("not-started"))
                .body(line + "reportDue", equalTo(false));
        clock.goTo(registered.plusMonths(11));
        mine().body(line + "reportDue", equalTo(true)).body(line + "compliance.silent", equalTo(false));
        clock.goTo(ENDS.plusDays(1));
        mine().body(line + "compliance.overdue", equalTo(true)).body(line + "compliance.silent", equalTo(true));
        register.report(ILO, reference, ENDS.plusDays(1), "fulfilled", true)
                .then()
                .statusCode(201);
        mine().body(line + "reportDue", equalTo(false)).body(line + "compliance.overdue", equalTo(false));
    }

    private static io.restassured.response.ValidatableResponse mine() {
        return given().auth().oauth2(ILO).get("/api/pledges?mine=true").then().statusCode(200);
    }

    @Test
    void a_moved_deadline_stays_visible_with_its_reason() {
        var reference = register.registered();

        register.amend(reference, ENDS.plusYears(1))
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("endsOn", equalTo("2028-12-31"))
                .body("firstEndsOn", equalTo("2027-12-31"))
                .body("timesMoved", equalTo(1));

        register.history(reference)
                .then()
                .body("items.event", contains("PledgeAmended", "PledgeRegistered"))
                .body("items[0].what.reason", equalTo("The law came late"))
                .body("items[0].what.by", equalTo("entity"))
                .body("items[0].what.endsOnBefore", equalTo("2027-12-31"))
                .body("items[1].pledge.endsOn", equalTo("2027-12-31"));
    }

    @Test
    void goals_keep_their_number_and_a_number_is_never_used_again() {
        var reference = register.registered();
        var goal = "\"statement\":\"s\",\"indicator\":\"i\",\"target\":\"5\",\"unit\":\"u\",\"due\":\"2027-06-30\"";
        amendGoals(reference, "{\"number\":1,%s},{%s}".formatted(goal, goal))
                .then()
                .statusCode(200)
                .body("goals.number", contains(1, 2));
        amendGoals(reference, "{\"number\":1,%s}".formatted(goal)).then().body("goals.number", contains(1));

        amendGoals(reference, "{\"number\":1,%s},{%s}".formatted(goal, goal))
                .then()
                .body("goals.number", contains(1, 3));
        amendGoals(reference, "{\"number\":2,%s}".formatted(goal))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/goals/0/number"));
    }

    @Test
    void a_date_that_has_passed_cannot_be_moved() {
        var reference = register.registered();
        clock.goTo(ENDS.plusDays(1));

        register.amend(reference, ENDS.plusYears(1))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:compromiso:problem:already-due"))
                .body("detail", containsString("/endsOn"));
    }

    @Test
    void everything_wrong_with_an_amendment_is_listed_at_once() {
        var reference = register.registered();

        register.post(ILO, reference, "amendments", "{\"endsOn\":\"2026-11-30\",\"startsOn\":\"2026-02-30\"}")
                .then()
                .statusCode(422)
                .body("errors.code", contains("not-a-date", "required", "ends-before-start", "due-outside"));
        register.read(ILO, reference).then().body("version", equalTo(2));
    }

    @Test
    void the_latest_report_is_what_the_entity_says() {
        var reference = register.registered();
        var today = clock.today();

        register.post(ILO, reference, "progress-reports", """
                        {"on":"%s","state":"in-progress","values":[{"goal":1,"value":"20.5"}],
                         "narrative":"Two rounds","evidence":[{"title":"Report","url":"https://example.org/r"}]}""".formatted(today))
                .then()
                .statusCode(201)
                .header("Location", endsWith(reference + "/progress-reports"))
                .body("compliance.headline", equalTo("in-progress"))
                .body("compliance.selfReported.report", equalTo(1))
                .body("compliance.selfReported.evidence[0].url", equalTo("https://example.org/r"))
                .body("compliance.selfReported.receivedOn", equalTo(today.toString()));
        register.report(ILO, reference, today.minusDays(3), "not-started", false);

        given().get("/api/pledges/" + reference + "/progress-reports")
                .then()
                .statusCode(200)
                .body("items.number", contains(2, 1))
                .body("items[1].values[0].value", equalTo("20.5"))
                .body("items[1].by", equalTo("entity"))
                .body("items[0].narrative", nullValue());
        register.read(ILO, reference).then().body("compliance.headline", equalTo("not-started"));
    }

    @Test
    void a_report_needs_no_version_and_of_two_at_once_both_are_kept() throws Exception {
        var reference = register.registered();
        var body = "{\"on\":\"%s\",\"state\":\"in-progress\"}".formatted(clock.today());
        var writers = Executors.newFixedThreadPool(4);

        Callable<Response> report = () -> given().auth()
                .oauth2(ILO)
                .contentType("application/json")
                .body(body)
                .post("/api/pledges/" + reference + "/progress-reports");
        for (var answer : writers.invokeAll(List.of(report, report, report, report))) {
            assertEquals(201, answer.get().statusCode());
        }
        writers.shutdown();

        given().get("/api/pledges/" + reference + "/progress-reports")
                .then()
                .body("items.number", contains(4, 3, 2, 1));
        register.history(reference).then().body("items", hasSize(5));
    }

    @Test
    void silence_and_overdue_come_with_the_calendar_and_go_with_a_report() {
        var reference = register.registered();
        clock.goTo(ENDS.plusDays(1));
        register.read(ILO, reference)
                .then()
                .body("compliance.due", equalTo(true))
                .body("compliance.overdue", equalTo(true))
                .body("compliance.silent", equalTo(true))
                .body("compliance.asOf", equalTo("2028-01-01"))
                .header("ETag", "\"2\"");

        register.report(ILO, reference, ENDS, "fulfilled", true)
                .then()
                .statusCode(201)
                .body("compliance.due", equalTo(true))
                .body("compliance.overdue", equalTo(false))
                .body("compliance.silent", equalTo(false));
    }

    @Test
    void a_decision_is_read_with_the_end_date_that_was_in_force_on_its_day() {
        var reference = register.registered();
        clock.goTo(ENDS);
        register.amend(reference, ENDS.plusYears(1)).then().statusCode(200);
        clock.goTo(ENDS.plusDays(10));

        register.assess(reference, 1, "limited", ENDS.plusDays(5));

        register.read(ILO, reference)
                .then()
                .body("compliance.assessed.state", equalTo("in-progress"))
                .body("compliance.assessed.verdict", equalTo("limited"));
    }

    @Test
    void a_later_case_decides_and_an_earlier_one_that_comes_late_stands_in_the_history_only() {
        var reference = register.registered();
        var event = UUID.randomUUID();
        register.assess(event, reference, 2, "complete", clock.today());
        register.assess(reference, 1, "limited", clock.today().minusDays(9));
        register.assess(event, reference, 2, "complete", clock.today());
        register.assess(reference, 2, "complete", clock.today());

        register.read(ILO, reference)
                .then()
                .body("compliance.headline", equalTo("fulfilled"))
                .body("compliance.assessed.case", equalTo(2));
        register.history(reference)
                .then()
                .body("items.what.case", contains(1, 2, null))
                .body("items.what.applied", contains(false, true, null))
                .body("items[0].pledge.compliance.assessed.case", equalTo(2));
    }

    @Test
    void owner_and_secretariat_read_what_the_review_that_stands_said_whichever_came_last() {
        var reference = register.registered();
        register.read(ILO, reference).then().body("complianceReview", nullValue());
        register.assess(reference, 2, "substantial", clock.today());
        register.assess(reference, 1, "limited", clock.today().minusDays(9));

        for (var reader : List.of(ILO, SECRETARIAT)) {
            register.read(reader, reference)
                    .then()
                    .body("complianceReview.case", equalTo(2))
                    .body("complianceReview.verdict", equalTo("substantial"))
                    .body("complianceReview.decidedOn", equalTo(clock.today().toString()))
                    .body("complianceReview.comment", equalTo("A comment on case 2"));
        }
        register.read(PERU, reference)
                .then()
                .body("compliance.assessed.verdict", equalTo("substantial"))
                .body("complianceReview", nullValue());

        register.assess(reference, 3, "complete", clock.today());
        register.read(ILO, reference).then().body("complianceReview.comment", equalTo("A comment on case 3"));
    }

    @Test
    void without_evidence_the_entity_speaks_alone_and_it_is_said() {
        var reference = register.registered();
        register.report(ILO, reference, clock.today(), "in-progress", false);
        register.assess(reference, 1, "substantial", clock.today());
        register.assess(reference, 2, "no-evidence", clock.today());

        register.read(ILO, reference)
                .then()
                .body("compliance.headline", equalTo("in-progress"))
                .body("compliance.assessed.state", nullValue())
                .body("compliance.unverified", equalTo(true));
    }

    @Test
    void a_withdrawn_pledge_stays_readable_and_is_over() {
        var reference = register.registered();
        register.post(ILO, reference, "withdrawal", "{\"reason\":\"The programme ended\"}")
                .then()
                .statusCode(200)
                .body("registration", equalTo("withdrawn"));

        register.report(ILO, reference, clock.today(), "in-progress", false)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:compromiso:problem:not-registered"));
        register.amend(reference, ENDS.plusYears(1)).then().statusCode(409);
        given().get("/api/pledges/" + reference).then().statusCode(200).body("registration", equalTo("withdrawn"));
        register.history(reference)
                .then()
                .body("items[0].event", equalTo("PledgeWithdrawn"))
                .body("items[0].what.reason", equalTo("The programme ended"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(
                        "org.compromiso.PledgeWithdrawn.v1",
                        last(new Topic(kafka, "compromiso.pledges.v1").of(reference))
                                .type()));
    }

    @Test
    void the_last_of_the_line_is_named() {
        var first = register.registered();
        var second = register.registered();
        var third = register.registered();
        supersede(first, second).then().statusCode(200).body("supersededBy", equalTo(second));
        supersede(second, third).then().statusCode(200);

        given().get("/api/pledges/" + first)
                .then()
                .body("registration", equalTo("superseded"))
                .body("supersededBy", equalTo(second))
                .body("successor.reference", equalTo(third))
                .body("successor.registration", equalTo("registered"));
    }

    @Test
    void only_a_registered_pledge_of_the_same_owner_takes_the_place_of_another() {
        var reference = register.registered();
        var draft = register.create(ILO, PledgeFixtures.completePledge())
                .path("reference")
                .toString();
        var foreign = register.registered(PERU, PledgeFixtures.completePledge());
        for (var by : List.of(reference, draft, foreign, "P-2026-999999")) {
            supersede(reference, by)
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/by"))
                    .body("errors.code", contains("not-a-successor"));
        }
        register.read(ILO, reference).then().body("registration", equalTo("registered"));
    }

    @Test
    void of_two_that_supersede_each_other_at_once_one_stays() throws Exception {
        for (int round = 0; round < 5; round++) {
            var one = register.registered();
            var other = register.registered();
            var writers = Executors.newFixedThreadPool(2);
            var answers =
                    writers.invokeAll(List.of((Callable<Response>) () -> supersede(one, other), (Callable<Response>)
                            () -> supersede(other, one)));
            writers.shutdown();
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get().statusCode());
            }
            assertEquals(List.of(200, 422), statuses.stream().sorted().toList());
        }
    }

    @Test
    void the_history_as_of_a_day_ends_with_that_day() {
        clock.goTo(LocalDate.of(2026, 12, 5));
        var reference = register.registered();
        clock.goTo(LocalDate.of(2027, 3, 1));
        register.report(ILO, reference, LocalDate.of(2027, 2, 28), "in-progress", false);
        clock.goTo(LocalDate.of(2027, 6, 1));
        register.amend(reference, ENDS.plusYears(1));

        historyAsOf(reference, "2026-12-04").then().statusCode(200).body("items", hasSize(0));
        historyAsOf(reference, "2027-03-01")
                .then()
                .body("items.event", contains("PledgeProgressReported", "PledgeRegistered"))
                .body("items[0].pledge.endsOn", equalTo("2027-12-31"));
        historyAsOf(reference, "2027-06-01").then().body("items", hasSize(3));
        historyAsOf(reference, "2027-06-02")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?asOf"))
                .body("errors[0].code", equalTo("in-the-future"));
        historyAsOf(reference, "+999999999-12-31").then().statusCode(400);
    }

    @Test
    void the_history_goes_on_page_by_page() {
        var reference = register.registered();
        IntStream.range(0, 3).forEach(i -> register.report(ILO, reference, clock.today(), "in-progress", false));

        var first = given().get("/api/pledges/" + reference + "/history?limit=3");
        first.then().body("items", hasSize(3));
        given().queryParam("cursor", first.path("next").toString())
                .get("/api/pledges/" + reference + "/history")
                .then()
                .body("items.event", contains("PledgeRegistered"))
                .body("next", nullValue());
    }

    @Test
    void what_the_secretariat_does_for_an_entity_stands_there_in_the_secretariats_name() {
        var reference = register.registered(SECRETARIAT, PledgeFixtures.completePledge());
        register.report(SECRETARIAT, reference, clock.today(), "in-progress", false);
        register.report(ILO, reference, clock.today(), "in-progress", false);

        register.history(reference).then().body("items.what.by", contains("entity", "secretariat", "secretariat"));
    }

    @Test
    void what_is_no_reference_names_no_pledge() {
        for (var reference : List.of("P-2026-000001%00", "%00", "P-2026-1", "x".repeat(3000), "P-2026-000001'--")) {
            for (var what : List.of("", "/history", "/progress-reports", "/attachment")) {
                given().urlEncodingEnabled(false)
                        .get("/api/pledges/" + reference + what)
                        .then()
                        .statusCode(404);
            }
        }
        json(ILO)
                .urlEncodingEnabled(false)
                .header("Idempotency-Key", "a key")
                .body("{\"reason\":\"The end\"}")
                .post("/api/pledges/P-2026-000001%00/withdrawal")
                .then()
                .statusCode(404);
        var reference = register.registered();
        register.post(ILO, reference, "supersession", "{\"by\":\"\\u0000\",\"reason\":\"A wider one\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/by"));
        register.post(ILO, reference, "progress-reports", "{\"on\":\"2026-11-01\",\"closing\":true}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/state"));
    }

    @Test
    void an_unreadable_date_is_not_taken_for_one_that_was_left_out() {
        var reference = register.registered();

        register.post(ILO, reference, "amendments", "{\"endsOn\":\"2028-02-30\",\"reason\":\"The law\"}")
                .then()
                .statusCode(422)
                .body("errors.code", contains("not-a-date"));
    }

    @Test
    void what_no_event_could_carry_is_refused_while_it_is_written() {
        var form = PledgeFixtures.completePledge();
        var goals = form.putArray("goals");
        for (int i = 0; i < 50; i++) {
            goals.addObject().put("statement", "界".repeat(3000)).put("indicator", "界".repeat(3000));
        }
        register.create(ILO, form)
                .then()
                .statusCode(422)
                .body("errors.code", contains("form-too-large"))
                .body("errors[0].message", containsString("256 KB"));
    }

    @Test
    void the_focal_point_reads_what_screening_said_of_an_accepted_pledge() {
        var reference = register.registered();

        register.read(ILO, reference)
                .then()
                .body("screening.outcome", equalTo("accepted"))
                .body("screening.comment", equalTo("A comment on submission 1"))
                .body("returned", nullValue());
        given().get("/api/pledges/" + reference).then().body("screening", nullValue());
    }

    @Test
    void what_is_refused_is_refused_in_the_order_of_answers() {
        var reference = register.registered();
        var draft = register.create(ILO, PledgeFixtures.completePledge())
                .path("reference")
                .toString();
        for (var what : List.of("amendments", "withdrawal", "supersession")) {
            var path = "/api/pledges/" + reference + "/" + what;
            given().contentType("application/json").body("{}").post(path).then().statusCode(401);
            json(PERU).body("{}").post(path).then().statusCode(403);
            json(PERU)
                    .body("{}")
                    .post("/api/pledges/" + draft + "/" + what)
                    .then()
                    .statusCode(404);
            json(ILO).body("{\"x\":1}").post(path).then().statusCode(400);
            json(ILO).body("{}").post(path).then().statusCode(428);
            json(ILO).header("If-Match", "\"77\"").body("{}").post(path).then().statusCode(412);
            json(ILO).header("If-Match", "\"2\"").body("{}").post(path).then().statusCode(422);
            register.post(ILO, draft, what, "{}").then().statusCode(409);
        }
        register.read(ILO, reference).then().body("version", equalTo(2));
    }

    private static RequestSpecification json(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    private static Response historyAsOf(String reference, String day) {
        return given().queryParam("asOf", day).get("/api/pledges/" + reference + "/history");
    }

    private Response supersede(String reference, String by) {
        return register.post(
                ILO, reference, "supersession", "{\"by\":\"%s\",\"reason\":\"A wider promise\"}".formatted(by));
    }

    private Response amendGoals(String reference, String goals) {
        return register.post(
                ILO, reference, "amendments", "{\"goals\":[%s],\"reason\":\"Other goals\"}".formatted(goals));
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
