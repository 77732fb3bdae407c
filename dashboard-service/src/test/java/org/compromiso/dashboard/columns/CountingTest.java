package org.compromiso.dashboard.columns;

import static io.restassured.RestAssured.given;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.MovableClock;
import org.compromiso.dashboard.fixtures.PledgeLives;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.problem.Problem;
import org.compromiso.platform.testing.LocalServices;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More questions at once than there is memory for are refused, and nothing breaks. */
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class CountingTest {

    @Inject
    Counting counting;

    @Inject
    LiveColumns live;

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "compromiso.columns.at-once")
    int atOnce;

    @ConfigProperty(name = "compromiso.columns.waiting")
    int waiting;

    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void ready() {
        patiently().until(() -> live.reason() == null);
    }

    @AfterEach
    void goOn() {
        over.countDown();
        MovableClock.goOn();
    }

    @Test
    void when_as_many_are_counted_and_wait_as_may_more_are_told_to_come_back() {
        // Given an answer that is kept, and others that take their time
        var kept = "/api/dashboard/overview?groupBy=type";
        given().get(kept).then().statusCode(200);
        var running = new CountDownLatch(atOnce);
        var slow = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < atOnce + waiting; i++) {
            var number = i;
            slow.add(counting.off(() -> {
                running.countDown();
                await(over);
                return number;
            }));
            if (i == atOnce - 1) {
                await(running);
            }
        }

        // When, Then
        for (var question : List.of("overview?groupBy=type,country&year=2024", "gaps?year=2024", "map?year=2024")) {
            given().get("/api/dashboard/" + question)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "1")
                    .body("type", endsWith("too-many-questions"));
        }
        given().get(kept).then().statusCode(200);

        // And when they are done, all have their answers and the next is given
        over.countDown();
        for (int i = 0; i < slow.size(); i++) {
            assertEquals(i, slow.get(i).join());
        }
        given().get("/api/dashboard/overview?groupBy=type,country&year=2024")
                .then()
                .statusCode(200);
    }

    @Test
    void a_pledge_in_too_many_groups_is_refused_as_of_today_and_of_a_day_gone_by() {
        // Given
        MovableClock.set(Instant.parse("2027-03-01T12:00:00Z"));
        var kafka = new Kafka(bootstrapServers);
        var rows = new Rows(pool);
        kafka.send(Event.ofPledge(REGISTERED, Event.pledge("P-2026-783001", 1)));
        rows.awaitRead(kafka);
        everywhere(rows, "P-2026-783001", "P-2026-783002");
        rows.awaitCounted();

        for (var day : List.of("", "&asOf=2027-02-01")) {
            // When, Then
            var question = "/api/dashboard/overview?joins=P-2026-783000" + day + "&groupBy=";
            given().get(question + "country").then().statusCode(200).body("groups.size()", equalTo(249));
            given().get(question + "country,principle,objective,region")
                    .then()
                    .statusCode(400)
                    .body("errors.code", equalTo(List.of("too-many-groups")))
                    .body("errors[0].message", containsString("10000"));
        }
        rows.forget("P-2026-783002");
        rows.awaitCounted();
    }

    @Test
    void as_many_as_may_are_counted_at_once_whatever_is_asked() {
        // Given
        var own = new Counting(1, 2);
        var first = own.off(() -> {
            await(over);
            return 1;
        });
        var second = own.off(() -> 2);
        var third = own.off(() -> 3);

        // When
        var refused = assertThrows(Problem.class, () -> own.off(() -> 4));

        // Then
        assertEquals(503, refused.status());
        assertEquals("1", refused.headers().get("Retry-After"));
        over.countDown();
        assertEquals(List.of(1, 2, 3), List.of(first.join(), second.join(), third.join()));
        own.close();
    }

    /** A copy of a pledge, of all countries and principles; no topic has it. */
    private static void everywhere(Rows rows, String pledge, String copy) {
        var more = Event.JSON.createObjectNode().put("reference", copy).put("joins", "P-2026-783000");
        PledgeLives.codes("countries").forEach(more.putArray("countries")::add);
        PledgeLives.codes("principles").forEach(more.putArray("principles")::add);
        rows.query("""
                insert into history (generation, subject, version, reference, type, occurred_at, what, state)
                select generation, $2, version, $2, type, occurred_at, what, state || $3::text::jsonb
                from history where subject = $1 and generation = (select generation from live)
                """, pledge, copy, more.toString());
        rows.query("""
                insert into pledge (generation, reference, version, state, type, registration, headline, participations,
                  entity_kind, scope, registered_on, year, ends_on, title_key, objectives, principles, sdgs, natures,
                  countries, regions)
                select generation, $2, version, state || $3::text::jsonb, type, registration, headline, participations,
                  entity_kind, scope, registered_on, year, ends_on, title_key, objectives, principles, sdgs, natures,
                  countries, regions
                from pledge where reference = $1 and generation = (select generation from live)
                """, pledge, copy, more.toString());
        rows.query(
                "with l as (update live set change_number = change_number + 1 returning change_number)"
                        + " insert into change (number, type, reference) select change_number, 'copied', $1 from l",
                copy);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
