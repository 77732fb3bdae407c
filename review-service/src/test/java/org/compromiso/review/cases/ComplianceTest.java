package org.compromiso.review.cases;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.compromiso.review.PledgeFixtures.casesOf;
import static org.compromiso.review.PledgeFixtures.open;
import static org.compromiso.review.PledgeFixtures.openByHand;
import static org.compromiso.review.PledgeFixtures.register;
import static org.compromiso.review.PledgeFixtures.report;
import static org.compromiso.review.PledgeFixtures.withdraw;
import static org.compromiso.review.ReviewFixtures.SECRETARIAT;
import static org.compromiso.review.ReviewFixtures.SOON;
import static org.compromiso.review.ReviewFixtures.as;
import static org.compromiso.review.ReviewFixtures.caseOf;
import static org.compromiso.review.ReviewFixtures.casework;
import static org.compromiso.review.ReviewFixtures.complete;
import static org.compromiso.review.ReviewFixtures.newPledge;
import static org.compromiso.review.ReviewFixtures.read;
import static org.compromiso.review.ReviewFixtures.reviews;
import static org.compromiso.review.ReviewFixtures.send;
import static org.compromiso.review.ReviewFixtures.submitted;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.platform.testing.Topic;
import org.compromiso.review.RegisterOfPledges;
import org.compromiso.review.ReviewFixtures;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases of compliance in the hands of the secretariat: opened, read, decided; and who comes first. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class ComplianceTest {

    static final String VERDICT =
            "{\"outcome\":null,\"verdict\":\"substantial\",\"criteria\":[],\"comment\":\"Half.\"}";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    Clock clock;

    @Inject
    RegisterOfPledges known;

    @Test
    void the_secretariat_opens_a_case_of_a_registered_pledge() {
        var pledge = registered();

        var opened = openByHand(pledge)
                .statusCode(201)
                .header("ETag", "\"0\"")
                .header("Cache-Control", "private, no-store")
                .body("purpose", equalTo("compliance"))
                .body("state", equalTo("open"))
                .body("openedBy", equalTo("secretariat"))
                .body("number", equalTo(1))
                .body("subject", equalTo(Map.of("reference", pledge, "submission", 1, "kind", "pledge")))
                .body("owner", equalTo("International Labour Organization"))
                .body("demo", equalTo(true))
                .body("dueOn", equalTo(LocalDate.now(clock).plusDays(30).toString()))
                .body("verdict", nullValue())
                .body("content.pledge.reference", equalTo(pledge))
                .body("content.reports", empty())
                .body("content.olderReports", equalTo(false))
                .extract();

        assertEquals("/api/reviews/" + opened.path("id"), opened.header("Location"));
        as(SECRETARIAT)
                .get("/api/reviews?purpose=compliance&state=open&subject=" + pledge)
                .then()
                .statusCode(200)
                .body("items.id", contains(opened.<String>path("id")))
                .body("items.openedBy", contains("secretariat"));
    }

    @Test
    void a_verdict_is_told_to_the_services_and_to_partners() {
        var pledge = registered();
        var id = opened(pledge);

        complete(id, VERDICT)
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("state", equalTo("decided"))
                .body("outcome", nullValue())
                .body("verdict", equalTo("substantial"))
                .body("criteria", empty());

        var internal = told(casework(kafka), pledge, "org.compromiso.casework.ReviewCompleted.v1");
        assertEquals("Half.", internal.at("/what/comment").asText());
        assertEquals(1, internal.at("/review/number").asInt());
        var external = told(reviews(kafka), pledge, "org.compromiso.ReviewCompleted.v1");
        for (var event : List.of(internal, external)) {
            assertEquals("compliance", event.at("/review/purpose").asText());
            assertEquals("substantial", event.at("/what/verdict").asText());
            assertEquals("substantial", event.at("/review/verdict").asText());
            assertEquals(1, event.at("/review/subject/submission").asInt());
        }
        casesOf(pledge).body("items.verdict", contains("substantial"));
    }

    @Test
    void the_next_case_has_the_next_number_and_links_the_earlier() {
        var pledge = registered();
        var first = opened(pledge);
        complete(first, VERDICT).statusCode(200);

        var second = openByHand(pledge)
                .statusCode(201)
                .body("number", equalTo(2))
                .body("earlier", contains(first))
                .extract()
                .<String>path("id");

        read(first).body("earlier", empty());
        read(second).body("state", equalTo("open"));
    }

    @Test
    void a_screening_does_not_count_among_the_cases_of_compliance() {
        var pledge = newPledge();
        ReviewFixtures.submit(kafka, pledge, 1);
        caseOf(pledge, 1);
        register(kafka, pledge, 3);
        known.awaitVersion(pledge, 3);

        openByHand(pledge).statusCode(201).body("number", equalTo(1)).body("earlier", empty());
    }

    @Test
    void an_open_case_shows_what_is_new_and_a_decided_one_what_it_was_decided_upon() {
        var pledge = registered();
        var id = opened(pledge);
        report(kafka, pledge, 5, 1, false);
        known.awaitVersion(pledge, 5);
        read(id).body("content.reports.number", contains(1)).body("content.pledge.version", equalTo(5));
        complete(id, VERDICT).statusCode(200).body("content.reports.number", contains(1));

        report(kafka, pledge, 6, 2, false);

        known.awaitVersion(pledge, 6);
        read(id).body("content.reports.number", contains(1)).body("content.pledge.version", equalTo(5));
    }

    @Test
    void of_very_many_reports_the_newest_100_are_shown() {
        var pledge = registered();
        known.run("insert into progress_report (reference, number, content) select '" + pledge
                + "', n, json_build_object('number', n) from generate_series(1, 101) n");

        openByHand(pledge)
                .statusCode(201)
                .body("content.reports", hasSize(100))
                .body("content.reports[0].number", equalTo(101))
                .body("content.olderReports", equalTo(true));
    }

    @Test
    void at_most_one_case_is_open_per_pledge() {
        var pledge = registered();
        var id = opened(pledge);

        openByHand(pledge)
                .statusCode(409)
                .body("type", equalTo("urn:compromiso:problem:already-open"))
                .body("title", equalTo("A case is open"))
                .body("detail", containsString(id));
    }

    @Test
    void of_two_members_who_open_at_once_one_is_told_of_the_others_case() {
        var pledge = registered();

        var statuses = IntStream.range(0, 4)
                .mapToObj(member -> CompletableFuture.supplyAsync(
                        () -> openByHand(pledge).extract().statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertEquals(List.of(201, 409, 409, 409), statuses);
        casesOf(pledge).body("items", hasSize(1));
    }

    @Test
    void a_repeated_key_is_answered_again_and_opens_once() {
        var pledge = registered();
        var key = UUID.randomUUID().toString();
        var body = "{\"purpose\":\"compliance\",\"subject\":\"%s\"}".formatted(pledge);

        for (int i = 0; i < 2; i++) {
            as(SECRETARIAT)
                    .contentType("application/json")
                    .header("Idempotency-Key", key)
                    .body(body)
                    .post("/api/reviews")
                    .then()
                    .statusCode(201)
                    .header("ETag", "\"0\"")
                    .header("Location", endsWith(casesOf(pledge).extract().path("items[0].id")));
        }

        casesOf(pledge).body("items", hasSize(1));
    }

    /** Of each refusal: body, status, pointer, code. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [] | 400 | | wrong-type
            {"purpose":"compliance","subject":7} | 400 | /subject | wrong-type
            {"purpose":"compliance","subject":"P-2026-000001","on":"2026-11-21"} | 400 | /on | unknown-field
            {"subject":"P-2026-000001"} | 422 | /purpose | required
            {"purpose":"audit","subject":"P-2026-000001"} | 422 | /purpose | unknown-code
            {"purpose":"screening","subject":"P-2026-000001"} | 422 | /purpose | opened-by-submission
            {"purpose":"peer-review","subject":"P-2026-000001"} | 422 | /purpose | opened-by-submission
            {"purpose":"compliance"} | 422 | /subject | required
            {"purpose":"compliance","subject":"R-2026-000001"} | 422 | /subject | not-a-reference
            {"purpose":"compliance","subject":"P-1"} | 422 | /subject | not-a-reference
            {"purpose":"compliance","subject":"P-1999-000001"} | 422 | /subject | unknown-pledge
            """)
    void an_opening_that_breaks_a_rule_is_refused(String body, int status, String pointer, String code) {
        open(body)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo(pointer == null ? "" : pointer))
                .body("errors[0].code", equalTo(code))
                .body("errors[0].message", not(equalTo(code)));
    }

    @Test
    void a_submitted_pledge_is_not_known_yet() {
        var pledge = newPledge();
        ReviewFixtures.openCase(kafka, pledge);

        openByHand(pledge).statusCode(422).body("errors.code", contains("unknown-pledge"));
    }

    @Test
    void only_the_secretariat_opens() {
        var body = "{\"purpose\":\"compliance\",\"subject\":\"%s\"}".formatted(registered());

        given().contentType("application/json")
                .body(body)
                .post("/api/reviews")
                .then()
                .statusCode(401);
        for (var token : List.of(Tokens.reviewer("reviewer-un"), Tokens.pledger("p", "E"), Tokens.admin())) {
            as(token)
                    .contentType("application/json")
                    .body(body)
                    .post("/api/reviews")
                    .then()
                    .statusCode(403);
        }
        as(SECRETARIAT)
                .contentType("text/plain")
                .body(body)
                .post("/api/reviews")
                .then()
                .statusCode(415);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {} | /verdict | required
            {"verdict":"perhaps"} | /verdict | unknown-code
            {"verdict":"complete","outcome":"accepted"} | /outcome | outcome-not-here
            {"verdict":"complete","criteria":[{"criterion":"concrete","met":"yes"}]} | /criteria | criteria-not-here
            {"verdict":"complete","comment":" "} | /comment | blank
            """)
    void a_verdict_that_breaks_a_rule_is_refused(String body, String pointer, String code) {
        var id = opened(registered());

        complete(id, body)
                .statusCode(422)
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code))
                .body("errors[0].message", not(equalTo(code)));
        read(id).body("state", equalTo("open"));
    }

    @Test
    void who_recorded_the_pledge_leaves_the_verdict_to_another() {
        var pledge = newPledge();
        var event = submitted(pledge, 1);
        var account = UUID.nameUUIDFromBytes("secretariat".getBytes(StandardCharsets.UTF_8));
        ((ObjectNode) event.get("what")).put("recordedBySecretariat", true).put("recordedBy", account.toString());
        send(kafka, UUID.randomUUID(), event);
        caseOf(pledge, 1);
        register(kafka, pledge, 3);
        known.awaitVersion(pledge, 3);
        var id = opened(pledge);

        complete(id, VERDICT).statusCode(403).body("type", equalTo("urn:compromiso:problem:own-record"));

        read(id).body("recordedBySecretariat", equalTo(true)).body("state", equalTo("open"));
    }

    @Test
    void a_verdict_that_comes_before_the_withdrawal_stands() {
        var pledge = registered();
        var id = opened(pledge);
        var decision = new CompletableFuture<Integer>();

        known.whileLocked(id, () -> {
            CompletableFuture.runAsync(
                    () -> decision.complete(complete(id, VERDICT).extract().statusCode()));
            known.awaitQueue(1);
            withdraw(kafka, pledge, 5);
            known.awaitQueue(2);
        });

        assertEquals(200, decision.join());
        known.awaitVersion(pledge, 5);
        read(id).body("state", equalTo("decided")).header("ETag", "\"1\"");
        told(reviews(kafka), pledge, "org.compromiso.ReviewCompleted.v1");
    }

    @Test
    void a_verdict_that_comes_after_the_withdrawal_is_none() {
        var pledge = registered();
        var id = opened(pledge);
        var decision = new CompletableFuture<Integer>();

        known.whileLocked(id, () -> {
            withdraw(kafka, pledge, 5);
            known.awaitQueue(1);
            CompletableFuture.runAsync(
                    () -> decision.complete(complete(id, VERDICT).extract().statusCode()));
            known.awaitQueue(2);
        });

        assertEquals(412, decision.join());
        read(id).body("state", equalTo("cancelled")).body("verdict", nullValue());
        assertEquals(List.of(), known.texts("select type from outbox where key = '" + pledge + "'"));
    }

    /** The case that was open when the report came cannot serve it any more: it must not get lost between the two. */
    @Test
    void a_closing_report_that_comes_during_a_decision_opens_the_next_case() {
        var pledge = registered();
        var id = opened(pledge);
        var decision = new CompletableFuture<Integer>();

        known.whileLocked(id, () -> {
            CompletableFuture.runAsync(
                    () -> decision.complete(complete(id, VERDICT).extract().statusCode()));
            known.awaitQueue(1);
            report(kafka, pledge, 5, 1, true);
            known.awaitQueue(2);
        });

        assertEquals(200, decision.join());
        known.awaitVersion(pledge, 5);
        casesOf(pledge).body("items.state", contains("open", "decided")).body("items.number", contains(2, 1));
        read(id).body("content.reports", empty());
    }

    @Test
    void everything_wrong_is_listed_at_once_in_the_readers_language() {
        as(SECRETARIAT)
                .contentType("application/json")
                .header("Accept-Language", "fr")
                .body("{\"purpose\":\"screening\",\"subject\":\"x\"}")
                .post("/api/reviews")
                .then()
                .statusCode(422)
                .body("errors.code", containsInAnyOrder("opened-by-submission", "not-a-reference"))
                .body(
                        "errors.find { it.pointer == '/purpose' }.message",
                        equalTo("Un dossier dont l’objet est screening ne s’ouvre que par un dépôt. Seuls ceux de"
                                + " compliance s’ouvrent à la main."));
    }

    /** A pledge that the service knows as registered. */
    private String registered() {
        var pledge = newPledge();
        register(kafka, pledge, 3);
        known.awaitVersion(pledge, 3);
        return pledge;
    }

    private static String opened(String pledge) {
        return openByHand(pledge).statusCode(201).extract().path("id");
    }

    /** The one event of a type under a key. */
    private static ObjectNode told(Topic topic, String reference, String type) {
        await().atMost(SOON)
                .until(() -> topic.of(reference).stream()
                        .anyMatch(sent -> sent.type().equals(type)));
        var events = topic.of(reference).stream()
                .filter(sent -> sent.type().equals(type))
                .toList();
        assertEquals(1, events.size());
        return ReviewFixtures.json(events.get(0).value());
    }
}
