package org.compromiso.review.cases;

import static io.restassured.RestAssured.given;
import static org.compromiso.review.ReviewFixtures.SECRETARIAT;
import static org.compromiso.review.ReviewFixtures.as;
import static org.compromiso.review.ReviewFixtures.complete;
import static org.compromiso.review.ReviewFixtures.newPledge;
import static org.compromiso.review.ReviewFixtures.newPractice;
import static org.compromiso.review.ReviewFixtures.openCase;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The secretariat's work list, and who sees what. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class ReviewListTest {

    static final String REVIEWER = Tokens.reviewer("reviewer-un");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void filters_narrow_the_list() {
        var pledge = newPledge();
        var screening = openCase(kafka, pledge);
        var practice = newPractice();
        var peerReview = openCase(kafka, practice);
        complete(screening, "{\"outcome\":\"accepted\"}").statusCode(200);
        var both = "/api/reviews?subject=" + pledge + "&subject=" + practice;

        assertEquals(List.of(peerReview, screening), ids(both));
        assertEquals(List.of(screening), ids(both + "&purpose=screening"));
        assertEquals(List.of(peerReview), ids(both + "&state=open"));
        assertEquals(List.of(peerReview, screening), ids(both + "&state=open&state=decided&mine=false"));
        assertEquals(List.of(), ids(both + "&state=assessing"));
        assertEquals(List.of(), ids(both + "&purpose=compliance"));
        assertEquals(List.of(), ids(both + "&mine=true"));
    }

    @Test
    void pages_follow_each_other_without_a_gap() {
        var all = new ArrayList<String>();
        var filter = new StringBuilder("/api/reviews?limit=2");
        for (int i = 0; i < 5; i++) {
            var reference = newPledge();
            filter.append("&subject=").append(reference);
            all.add(0, openCase(kafka, reference));
        }

        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = as(SECRETARIAT)
                    .get(filter + (cursor == null ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.path("items.id"));
            cursor = page.path("next");
            assertEquals(cursor != null, page.header("Link") != null);
        } while (cursor != null);

        assertEquals(all, seen);
    }

    @Test
    void a_line_says_what_the_work_is_and_no_content() {
        var reference = newPledge();
        openCase(kafka, reference);

        as(SECRETARIAT)
                .get("/api/reviews?subject=" + reference)
                .then()
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("next", nullValue())
                .body("items[0].subject.reference", equalTo(reference))
                .body("items[0].demo", equalTo(true))
                .body(not(containsString("description")));
    }

    @Test
    void a_reviewer_has_no_cases_yet() {
        var id = openCase(kafka, newPledge());

        as(REVIEWER).get("/api/reviews").then().statusCode(200).body("items", empty());
        as(REVIEWER)
                .get("/api/reviews/" + id)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:compromiso:problem:not-found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/reviews", "/api/reviews/7d6f7d4e-4c3e-4c86-8cb1-111111111111"})
    void others_see_nothing(String path) {
        given().get(path).then().statusCode(401).contentType("application/problem+json");
        var expired = Tokens.token("s", List.of("secretariat"), java.util.Map.of(), Tokens.ISSUER, Instant.EPOCH);
        as(expired).get(path).then().statusCode(401).body("type", equalTo("urn:compromiso:problem:token-invalid"));
        for (var token : List.of(Tokens.pledger("p", "E"), Tokens.admin())) {
            as(token).get(path).then().statusCode(403).body("type", equalTo("urn:compromiso:problem:forbidden"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "1-1-1-1-1", "P-2026-000001", "7d6f7d4e-4c3e-4c86-8cb1-111111111111"})
    void what_is_no_case_is_not_found(String id) {
        as(SECRETARIAT).get("/api/reviews/" + id).then().statusCode(404).contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "purpose=audit, ?purpose, unknown-code",
        "purpose=, ?purpose, empty-parameter",
        "subject=, ?subject, empty-parameter",
        "mine=true&mine=false, ?mine, given-twice",
        "state=closed, ?state, unknown-state",
        "subject=P-26-1, ?subject, not-a-reference",
        "mine=yes, ?mine, not-a-boolean",
        "limit=0, ?limit, out-of-range",
        "limit=101, ?limit, out-of-range",
        "limit=ten, ?limit, out-of-range",
        "cursor=abc, ?cursor, unknown-cursor",
        "cursor=WyJ4IiwieSJd, ?cursor, unknown-cursor",
        "colour=red, ?colour, unknown-parameter",
    })
    void a_query_that_cannot_be_read_is_refused(String query, String pointer, String code) {
        for (var token : List.of(SECRETARIAT, REVIEWER)) {
            as(token)
                    .get("/api/reviews?" + query)
                    .then()
                    .statusCode(400)
                    .body("errors", hasSize(1))
                    .body("errors[0].pointer", equalTo(pointer))
                    .body("errors[0].code", equalTo(code))
                    .body("errors[0].message", not(equalTo(code)));
        }
    }

    @Test
    void a_case_takes_no_parameters() {
        as(SECRETARIAT)
                .get("/api/reviews/" + UUID.randomUUID() + "?full=true")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?full"));
    }

    @Test
    void what_comes_later_is_not_in_the_document_nor_there() {
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body(
                        "paths.keySet().findAll { it.startsWith('/api/reviews') }.sort()",
                        equalTo(List.of("/api/reviews", "/api/reviews/{id}", "/api/reviews/{id}/completion")));
        as(SECRETARIAT).get("/api/reviewers").then().statusCode(404);
    }

    private static List<String> ids(String path) {
        return as(SECRETARIAT).get(path).then().statusCode(200).extract().path("items.id");
    }
}
