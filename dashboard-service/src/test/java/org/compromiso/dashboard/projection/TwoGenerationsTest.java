package org.compromiso.dashboard.projection;

import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.compromiso.dashboard.columns.StreamedPledges;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.pledges.PledgeModels;
import org.compromiso.dashboard.practices.PracticeModels;
import org.compromiso.dashboard.projection.Tables.Missing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readers see and what is being built beside it: how they are compared, and that their writers get along. */
class TwoGenerationsTest {

    private static final int LIVE = 1;
    private static final int BUILT = 2;
    private static final Duration LONG = Duration.ofSeconds(40);

    private final Pool pool = StreamedPledges.pool();
    private final Projection projection = new Projection(
            pool,
            Stream.of(PledgeModels.all(), PracticeModels.all())
                    .flatMap(List::stream)
                    .toList());

    @BeforeEach
    void empty() {
        projection.execute("truncate history, pledge, practice, change, position, rebuild, word");
        projection.execute("update live set generation = 1, change_number = 0");
    }

    @Test
    void what_is_missing_is_found_without_holding_up_projection() {
        // Given a generation that lacks a subject at the begin and one at the end, and has an old version of another
        subjects(LIVE, 10_001, 15_000, 3);
        subjects(BUILT, 10_002, 14_999, 3);
        projection.execute("delete from history where generation = 2 and subject = 'P-2026-012345' and version > 2");
        var pieces = new java.util.ArrayList<Integer>();

        // When something is projected into the live one while they are compared, where they were compared already
        var missing = projection.tables().missing(BUILT, () -> {
            pieces.add(pieces.size());
            if (pieces.size() == 2) {
                projection.apply(LIVE, true, List.of(registered("P-2026-010002", 4, "Fourth")));
            }
        });

        // Then
        assertTrue(pieces.size() > 2);
        assertEquals(new Missing(3, List.of("P-2026-010001", "P-2026-012345", "P-2026-015000"), 0), missing);
        assertEquals(4, stillMissing(missing), "those, and what came since");
        projection.apply(
                BUILT,
                false,
                List.of(
                        registered("P-2026-010001", 3, "Third"),
                        registered("P-2026-012345", 3, "Third"),
                        registered("P-2026-015000", 9, "Ninth")));
        assertEquals(1, stillMissing(missing));
        projection.apply(BUILT, false, List.of(registered("P-2026-010002", 4, "Fourth")));
        assertEquals(0, stillMissing(missing));
    }

    @Test
    void what_is_missing_in_great_numbers_is_counted_only() {
        subjects(LIVE, 10_001, 30_001, 1);

        var missing = projection.tables().missing(BUILT, () -> {});

        assertEquals(20_001, missing.count());
        assertFalse(missing.isKnown());
        assertEquals(20_000, missing.some().size());
        assertEquals(20_001, stillMissing(missing));
    }

    @Test
    void writers_of_two_generations_do_not_wait_for_each_other_in_a_circle() {
        // Given two batches with the same new words, which the one has in a pledge and the other in a practice
        projection.apply(LIVE, true, List.of(registered("P-2026-000001", 1, "One"), published("R-2026-000001", "One")));
        var one = List.of(registered("P-2026-000002", 1, "Aardvark"), published("R-2026-000002", "Zebra"));
        var other = List.of(published("R-2026-000003", "Aardvark"), registered("P-2026-000003", 1, "Zebra"));

        // When both are half written
        var holding = pool.getConnection().await().atMost(LONG);
        try {
            holding.query("begin; lock table practice in share mode")
                    .execute()
                    .await()
                    .atMost(LONG);
            var both = List.of(
                    CompletableFuture.runAsync(() -> projection.apply(LIVE, true, one)),
                    CompletableFuture.runAsync(() -> projection.apply(BUILT, false, other)));
            patiently().until(() -> waiting() == 2);
            holding.query("commit").execute().await().atMost(LONG);

            // Then both get to the end
            both.forEach(CompletableFuture::join);
        } finally {
            holding.closeAndAwait();
        }
        assertEquals(
                2,
                Sql.execute(pool, "select from word where word in ('aardvark', 'zebra')")
                        .rowCount());
    }

    private long stillMissing(Missing missing) {
        return Sql.transaction(pool, connection -> projection.tables().stillMissing(connection, BUILT, missing));
    }

    private long waiting() {
        return Sql.execute(pool, "select from pg_stat_activity where wait_event_type = 'Lock'")
                .rowCount();
    }

    /** Subjects with all their versions, in the history alone. */
    private void subjects(int generation, int from, int to, int versions) {
        Sql.execute(
                pool,
                "insert into history (generation, subject, version, reference, type, occurred_at, what, state)"
                        + " select $1, s, v, s, 'x', now(), '{}', '{}'"
                        + " from generate_series($2::int, $3) as n, generate_series(1, $4::int) as v,"
                        + " lateral (select 'P-2026-' || to_char(n, 'fm000000') as s) as named",
                generation,
                from,
                to,
                versions);
    }

    private static Event registered(String reference, long version, String title) {
        var value = Event.pledge(reference, version);
        Event.pledgeIn(value).put("title", title);
        return Event.ofPledge(REGISTERED, value);
    }

    private static Event published(String reference, String title) {
        var value = Event.practice(reference, 1);
        ((com.fasterxml.jackson.databind.node.ObjectNode) value.get("practice")).put("title", title);
        return Event.ofPractice(value);
    }
}
