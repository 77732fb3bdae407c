package org.compromiso.dashboard.practices;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.testing.LocalServices;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filters of pledges, as far as a practice has what they ask for. */
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class PracticeFilterTest {

    private static boolean published;

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @BeforeEach
    void publish() {
        if (published) {
            return;
        }
        published = true;
        var kafka = new Kafka(bootstrapServers);
        kafka.send(
                practice(1, "local-authority", "local", "P-2026-782001"),
                practice(2, "state", "national", "P-2026-782002"),
                practice(3, "academia", "national", null),
                practice(4, "state", "local", null));
        new Rows(pool).awaitRead(kafka);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "scope=local 1,4",
                "entityKind=state 2,4",
                "implementerKind=state 2,4",
                "entityKind=state&entityKind=academia 2,3,4",
                "entityKind=state&implementerKind=academia 2,3,4",
                "entityKind=state&implementerKind=state 2,4",
                "entityKind=state&scope=national 2",
                "entityKind=academia&scope=local ''",
                "entityKind=media ''",
                "pledge=P-2026-782001 1",
                "pledge=P-2026-782001&pledge=P-2026-782002 1,2",
                "pledge=P-2026-782002&entityKind=state 2",
                "pledge=P-2026-782001&entityKind=state ''",
                "pledge=P-2026-782003 ''",
                "type=service&objective=14&principle=people-centred&sdg=10.7&region=419&country=AR&year=2026 1,2,3,4",
                "type=law ''",
                "objective=1 ''",
                "year=2025 ''"
            })
    void a_list_and_a_file_have_those_that_match_and_no_other(String filters, String expected) {
        var references = Stream.of(expected.split(","))
                .filter(number -> !number.isEmpty())
                .map(number -> "R-2026-78200" + number)
                .collect(Collectors.toSet());
        var query = "?q=tolva&limit=100&" + filters;

        assertEquals(
                references,
                Set.copyOf(given().get("/api/dashboard/practices" + query)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("items.reference", String.class)));
        assertEquals(
                references,
                Set.copyOf(given().get("/api/dashboard/exports/practices.json" + query.replace("&limit=100", ""))
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("reference", String.class)));
    }

    @Test
    void what_is_not_known_is_told_of_the_filter_that_was_sent() {
        given().get("/api/dashboard/practices?entityKind=x&implementerKind=y&pledge=R-2026-782001")
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("?entityKind", "?implementerKind", "?pledge"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compliance", "nature", "joins", "overdue", "silent", "registration"})
    void what_only_a_pledge_has_is_refused(String filter) {
        given().get("/api/dashboard/practices?" + filter + "=x")
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("?" + filter)));
    }

    private static Event practice(int number, String kind, String scope, String pledge) {
        var value = Event.practice("R-2026-78200" + number, 1);
        var practice = (ObjectNode) value.get("practice");
        practice.put("title", "Una tolva").put("scope", scope).put("pledge", pledge);
        ((ObjectNode) practice.get("implementer")).put("kind", kind);
        return Event.ofPractice(value);
    }
}
