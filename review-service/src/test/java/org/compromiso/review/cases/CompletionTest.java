package org.compromiso.review.cases;

import static org.awaitility.Awaitility.await;
import static org.compromiso.review.ReviewFixtures.SECRETARIAT;
import static org.compromiso.review.ReviewFixtures.SOON;
import static org.compromiso.review.ReviewFixtures.as;
import static org.compromiso.review.ReviewFixtures.caseOf;
import static org.compromiso.review.ReviewFixtures.casework;
import static org.compromiso.review.ReviewFixtures.complete;
import static org.compromiso.review.ReviewFixtures.newPledge;
import static org.compromiso.review.ReviewFixtures.newPractice;
import static org.compromiso.review.ReviewFixtures.openCase;
import static org.compromiso.review.ReviewFixtures.read;
import static org.compromiso.review.ReviewFixtures.reviews;
import static org.compromiso.review.ReviewFixtures.send;
import static org.compromiso.review.ReviewFixtures.submit;
import static org.compromiso.review.ReviewFixtures.submitted;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.platform.testing.Topic;
import org.compromiso.review.ReviewFixtures;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A case decided by the secretariat: what it tells, and what it refuses. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class CompletionTest {

    static final String ACCEPTED = "{\"outcome\":\"accepted\"}";
    static final String DECIDED_FOR_SERVICES = "org.compromiso.casework.ReviewCompleted.v1";
    static final String DECIDED_FOR_PARTNERS = "org.compromiso.ReviewCompleted.v1";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    DataSource database;

    @Test
    void an_accepted_pledge_is_told_to_the_services_and_to_partners() {
        var reference = newPledge();
        var id = openCase(kafka, reference);

        complete(id, """
                        {"outcome":"accepted","verdict":null,"comment":null,
                         "criteria":[{"criterion":"concrete","met":"yes","comment":"Clear."},
                                     {"criterion":"measurable","met":"partly"}]}""")
                .statusCode(200)
                .header("ETag", "\"1\"")
                .header("Cache-Control", "private, no-store")
                .body("state", equalTo("decided"))
                .body("outcome", equalTo("accepted"))
                .body("version", equalTo(1))
                .body("criteria", hasSize(2));

        // The services first: what partners hear of has been told to those who act on it.
        assertEquals(
                List.of("compromiso.casework.v1", "compromiso.reviews.v1"),
                texts("select topic from outbox where key = ? order by position", reference));
        var internal = told(casework(kafka), reference, DECIDED_FOR_SERVICES);
        var external = told(reviews(kafka), reference, DECIDED_FOR_PARTNERS);
        for (var event : List.of(internal, external)) {
            assertEquals(id, event.headers().get("ce_subject"));
            assertEquals(1, event.sequence());
            var review = ReviewFixtures.json(event.value()).get("review");
            assertEquals(reference, review.at("/subject/reference").asText());
            assertEquals("accepted", review.get("outcome").asText());
        }
        assertEquals(
                "Clear.",
                ReviewFixtures.json(internal.value())
                        .at("/what/criteria/0/comment")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource({"returned, Say by when.", "rejected, Not a pledge."})
    void what_is_not_accepted_stays_among_the_services(String outcome, String comment) {
        var reference = newPledge();
        var id = openCase(kafka, reference);

        complete(id, "{\"outcome\":\"%s\",\"comment\":\"%s\"}".formatted(outcome, comment))
                .statusCode(200);

        var event = told(casework(kafka), reference, DECIDED_FOR_SERVICES);
        assertEquals(
                comment, ReviewFixtures.json(event.value()).at("/what/comment").asText());
        assertEquals(List.of(), reviews(kafka).of(reference));
        assertEquals(
                0, count("select count(*) from outbox where topic = 'compromiso.reviews.v1' and key = ?", reference));
    }

    @Test
    void the_secretariat_approves_a_practice() {
        var reference = newPractice();
        var id = openCase(kafka, reference);

        complete(id, "{\"outcome\":\"approved\",\"criteria\":[{\"criterion\":\"timeliness\",\"met\":\"yes\"}]}")
                .statusCode(200)
                .body("purpose", equalTo("peer-review"))
                .body("subject.kind", equalTo("practice"));

        told(casework(kafka), reference, DECIDED_FOR_SERVICES);
        told(reviews(kafka), reference, DECIDED_FOR_PARTNERS);
    }

    @Test
    void who_decided_is_kept_and_shown_nowhere() {
        var reference = newPledge();
        var id = openCase(kafka, reference);

        complete(id, ACCEPTED).statusCode(200).body(not(containsString(accountId("secretariat"))));

        assertEquals(
                1,
                count(
                        "select count(*) from review_decider where account = ? and case_id = '" + id + "'",
                        accountId("secretariat")));
        var event = told(casework(kafka), reference, DECIDED_FOR_SERVICES);
        assertEquals(-1, event.value().indexOf(accountId("secretariat")));
    }

    @Test
    void a_rollback_leaves_neither_decision_nor_event() {
        var reference = newPledge();
        var id = openCase(kafka, reference);
        // The second event of the decision cannot be written: its place in the outbox is taken, by an event long sent.
        run("insert into outbox (id, topic, key, subject, sequence, type, time, value, sent_at) values"
                + " (gen_random_uuid(), 'compromiso.reviews.v1', 'X', '" + id + "', 1, 'X', now(), '{}', now())");

        complete(id, ACCEPTED).statusCode(500).body("type", equalTo("urn:compromiso:problem:unexpected"));

        read(id).body("state", equalTo("open")).header("ETag", "\"0\"");
        assertEquals(0, count("select count(*) from outbox where key = ?", reference));
        assertEquals(0, count("select count(*) from review_decider where case_id::text = ?", id));
    }

    @Test
    void of_two_writers_one_is_told_to_read_again() {
        var reference = newPledge();
        var id = openCase(kafka, reference);

        var statuses = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.supplyAsync(
                        () -> complete(id, ACCEPTED).extract().statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertEquals(List.of(200, 412, 412, 412), statuses);
        told(casework(kafka), reference, DECIDED_FOR_SERVICES);
        assertEquals(2, count("select count(*) from outbox where key = ?", reference));
    }

    @Test
    void a_repeated_key_is_answered_again_and_decides_once() {
        var reference = newPledge();
        var id = openCase(kafka, reference);
        var key = UUID.randomUUID().toString();

        for (int i = 0; i < 2; i++) {
            as(SECRETARIAT)
                    .contentType("application/json")
                    .header("Idempotency-Key", key)
                    .header("If-Match", "\"0\"")
                    .body(ACCEPTED)
                    .post("/api/reviews/" + id + "/completion")
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"1\"")
                    .body("outcome", equalTo("accepted"));
        }

        assertEquals(2, count("select count(*) from outbox where key = ?", reference));
        as(SECRETARIAT)
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body("{\"outcome\":\"rejected\",\"comment\":\"No.\"}")
                .post("/api/reviews/" + id + "/completion")
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("idempotency-key-reused"));
    }

    @Test
    void a_decided_case_is_closed_for_ever() {
        var id = openCase(kafka, newPledge());
        complete(id, "{\"outcome\":\"returned\",\"comment\":\"By when?\"}").statusCode(200);

        as(SECRETARIAT)
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .body(ACCEPTED)
                .post("/api/reviews/" + id + "/completion")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:compromiso:problem:already-decided"))
                .body("title", equalTo("Already decided"));
        read(id).body("outcome", equalTo("returned"));
    }

    @Test
    void a_cancelled_case_cannot_be_decided() {
        var reference = newPledge();
        var id = openCase(kafka, reference);
        submit(kafka, reference, 2);
        caseOf(reference, 2);

        as(SECRETARIAT)
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .body(ACCEPTED)
                .post("/api/reviews/" + id + "/completion")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:compromiso:problem:cancelled"));
    }

    @Test
    void who_recorded_a_pledge_for_its_owner_leaves_the_decision_to_another() {
        var reference = newPledge();
        var event = submitted(reference, 1);
        ((ObjectNode) event.get("what")).put("recordedBySecretariat", true).put("recordedBy", accountId("secretariat"));
        send(kafka, UUID.randomUUID(), event);
        var id = caseOf(reference, 1);

        read(id).body("recordedBySecretariat", equalTo(true)).body(not(containsString(accountId("secretariat"))));
        complete(id, ACCEPTED).statusCode(403).body("type", equalTo("urn:compromiso:problem:own-record"));
        as(Tokens.secretariat("secretariat-2"))
                .contentType("application/json")
                .header("If-Match", "\"0\"")
                .body(ACCEPTED)
                .post("/api/reviews/" + id + "/completion")
                .then()
                .statusCode(200);
    }

    /** Of each refusal: purpose, body, status, pointer of the first finding, its code. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            P | [] | 400 | | wrong-type
            P | {"outcome":7} | 400 | /outcome | wrong-type
            P | {"outcome":"accepted","criteria":{}} | 400 | /criteria | wrong-type
            P | {"outcome":"accepted","criteria":["concrete"]} | 400 | /criteria/0 | wrong-type
            P | {"outcome":"accepted","criteria":[null]} | 400 | /criteria/0 | wrong-type
            P | {"outcome":"accepted","criteria":[{"criterion":1}]} | 400 | /criteria/0/criterion | wrong-type
            P | {"outcome":"accepted","criteria":[{"weight":1}]} | 400 | /criteria/0/weight | unknown-field
            P | {"outcome":"accepted","verdict":false} | 400 | /verdict | wrong-type
            P | {"outcome":"accepted","comment":["a"]} | 400 | /comment | wrong-type
            P | {"outcome":"accepted","reviewer":"me"} | 400 | /reviewer | unknown-field
            P | {"outcome":"accepted","outcome":"rejected"} | 400 | | duplicate-field
            P | {"outcome": | 400 | | not-json
            P | {} | 422 | /outcome | required
            P | {"outcome":null} | 422 | /outcome | required
            P | {"outcome":"perhaps"} | 422 | /outcome | unknown-code
            P | {"outcome":"approved"} | 422 | /outcome | outcome-of-other-purpose
            R | {"outcome":"accepted"} | 422 | /outcome | outcome-of-other-purpose
            P | {"outcome":"accepted","verdict":"complete"} | 422 | /verdict | verdict-not-here
            P | {"outcome":"returned"} | 422 | /comment | comment-required
            R | {"outcome":"rejected","comment":null} | 422 | /comment | comment-required
            P | {"outcome":"returned","comment":" "} | 422 | /comment | blank
            P | {"outcome":"accepted","comment":"\\u0007"} | 422 | /comment | control-character
            P | {"outcome":"accepted","criteria":[{"criterion":"relevance","met":"yes"}]} | 422 | /criteria/0/criterion | unknown-code
            R | {"outcome":"approved","criteria":[{"criterion":"concrete","met":"yes"}]} | 422 | /criteria/0/criterion | unknown-code
            P | {"outcome":"accepted","criteria":[{"met":"yes"}]} | 422 | /criteria/0/criterion | required
            P | {"outcome":"accepted","criteria":[{"criterion":"concrete"}]} | 422 | /criteria/0/met | required
            P | {"outcome":"accepted","criteria":[{"criterion":"concrete","met":"mostly"}]} | 422 | /criteria/0/met | unknown-code
            P | {"outcome":"accepted","criteria":[{"criterion":"concrete","met":"yes"},{"criterion":"concrete","met":"no"}]} | 422 | /criteria/1/criterion | criterion-twice
            P | {"outcome":"accepted","criteria":[{"criterion":"concrete","met":"yes","comment":""}]} | 422 | /criteria/0/comment | blank
            """)
    void a_decision_that_breaks_a_rule_is_refused(String kind, String body, int status, String pointer, String code) {
        var id = kind.equals("P") ? openPledgeCase() : openPracticeCase();

        complete(id, body)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo(pointer == null ? "" : pointer))
                .body("errors[0].code", equalTo(code))
                .body("errors[0].message", not(equalTo(code)));
        read(id).body("state", equalTo("open"));
    }

    @Test
    void everything_wrong_is_listed_at_once_in_the_readers_language() {
        as(SECRETARIAT)
                .contentType("application/json")
                .header("If-Match", "\"0\"")
                .header("Accept-Language", "es")
                .body("{\"outcome\":\"returned\",\"verdict\":\"limited\",\"criteria\":[{\"met\":\"x\"}]}")
                .post("/api/reviews/" + openPledgeCase() + "/completion")
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        org.hamcrest.Matchers.containsInAnyOrder(
                                "/criteria/0/met", "/criteria/0/criterion", "/verdict", "/comment"))
                .body(
                        "errors.find { it.code == 'comment-required' }.message",
                        equalTo("Diga qué debe saber o cambiar el punto focal. Solo accepted y approved no necesitan"
                                + " comentario."));
    }

    @Test
    void a_comment_may_have_3000_characters_and_no_more() {
        complete(openPledgeCase(), "{\"outcome\":\"returned\",\"comment\":\"%s\"}".formatted("a".repeat(3001)))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/comment"))
                .body("errors[0].code", equalTo("too-long"));

        complete(
                        openCase(kafka, newPledge()),
                        "{\"outcome\":\"returned\",\"comment\":\"%s\"}".formatted("😀".repeat(3000)))
                .statusCode(200);
    }

    @Test
    void the_version_that_was_read_must_be_named() {
        var id = openPledgeCase();
        var path = "/api/reviews/" + id + "/completion";

        as(SECRETARIAT)
                .contentType("application/json")
                .body(ACCEPTED)
                .post(path)
                .then()
                .statusCode(428);
        for (var other : List.of("\"1\"", "*", "W/\"0\"", "0", "\"x\"")) {
            as(SECRETARIAT)
                    .contentType("application/json")
                    .header("If-Match", other)
                    .body(ACCEPTED)
                    .post(path)
                    .then()
                    .statusCode(412)
                    .header("ETag", "\"0\"");
        }
    }

    @Test
    void only_the_secretariat_decides() {
        var path = "/api/reviews/" + openPledgeCase() + "/completion";

        io.restassured.RestAssured.given()
                .contentType("application/json")
                .body(ACCEPTED)
                .post(path)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:compromiso:problem:token-missing"));
        for (var token : List.of(Tokens.reviewer("reviewer-un"), Tokens.pledger("p", "E"), Tokens.admin())) {
            as(token)
                    .contentType("application/json")
                    .header("If-Match", "\"0\"")
                    .body(ACCEPTED)
                    .post(path)
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("urn:compromiso:problem:forbidden"));
        }
        as(SECRETARIAT)
                .contentType("text/plain")
                .body(ACCEPTED)
                .post(path)
                .then()
                .statusCode(415);
        complete(UUID.randomUUID().toString(), ACCEPTED).statusCode(404);
        complete("1", ACCEPTED).statusCode(404);
        as(SECRETARIAT).get(path).then().statusCode(405);
    }

    private static String refusedPledge;
    private static String refusedPractice;

    /** One open case serves all refusals: none of them changes it. */
    private String openPledgeCase() {
        if (refusedPledge == null) {
            refusedPledge = openCase(kafka, newPledge());
        }
        return refusedPledge;
    }

    private String openPracticeCase() {
        if (refusedPractice == null) {
            refusedPractice = openCase(kafka, newPractice());
        }
        return refusedPractice;
    }

    /** The one event of a type under a key. */
    private static Topic.Sent told(Topic topic, String reference, String type) {
        await().atMost(SOON)
                .until(() -> topic.of(reference).stream()
                        .anyMatch(sent -> sent.type().equals(type)));
        var events = topic.of(reference).stream()
                .filter(sent -> sent.type().equals(type))
                .toList();
        assertEquals(1, events.size());
        return events.get(0);
    }

    /** As the test tokens' {@code sub} is made. */
    private static String accountId(String account) {
        return UUID.nameUUIDFromBytes(account.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    private long count(String sql, String parameter) {
        return Long.parseLong(texts(sql, parameter).get(0));
    }

    /** The first column of every row. */
    private List<String> texts(String sql, String parameter) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (var rows = statement.executeQuery()) {
                var texts = new ArrayList<String>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
