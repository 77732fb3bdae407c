package org.compromiso.dashboard.columns;

import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.compromiso.dashboard.columns.ColumnRows.At;
import org.compromiso.dashboard.columns.ColumnRows.Loaded;
import org.compromiso.dashboard.fixtures.PledgeLives;
import org.compromiso.dashboard.pledges.PledgeModels;
import org.compromiso.dashboard.pledges.WantedPledges;
import org.compromiso.dashboard.projection.Projection;
import org.compromiso.platform.problem.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Days gone by: loaded once, brought up to what comes late, and never waited for without end. */
class PastColumnsTest {

    private static final WantedPledges ANY = new WantedPledges(Map.of(), Set.of(), null, null);
    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
    private static final LocalDate ANOTHER_DAY = LocalDate.of(2025, 6, 1);
    private static final Duration LONG = Duration.ofSeconds(40);

    private final Projection projection = new Projection(StreamedPledges.pool(), PledgeModels.all());
    private final Watched rows = new Watched();
    private PastColumns past = new PastColumns(rows, LONG);

    /** Counts how often a day is loaded, and may hold a load up. */
    private static final class Watched extends ColumnRows {

        private final AtomicInteger loads = new AtomicInteger();
        private CountDownLatch held = new CountDownLatch(0);

        Watched() {
            super(StreamedPledges.pool());
        }

        @Override
        Loaded load(LocalDate day) {
            loads.incrementAndGet();
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.load(day);
        }
    }

    @BeforeEach
    void some() {
        projection.execute("truncate history, pledge, practice, change, position, rebuild");
        projection.execute("update live set generation = 1, change_number = 0");
        projection.apply(1, true, new PledgeLives(7, 20).events());
    }

    @AfterEach
    void close() {
        rows.held.countDown();
        past.close();
    }

    @Test
    void what_comes_late_is_counted_without_loading_the_day_anew() {
        // Given half of what happened, in an order of its own
        projection.execute("truncate history, pledge, change");
        var events = new PledgeLives(7, 20).disturbed();
        projection.apply(1, true, events.subList(0, events.size() / 2));
        var before = asked(DAY);
        assertEquals(fresh(DAY), before);

        // When the rest comes, a part after the other
        var middle = events.size() * 3 / 4;
        projection.apply(1, true, events.subList(events.size() / 2, middle));
        assertEquals(fresh(DAY), asked(DAY));
        projection.apply(1, true, events.subList(middle, events.size()));

        // Then
        assertNotEquals(before, asked(DAY));
        assertEquals(fresh(DAY), asked(DAY));
        assertEquals(1, rows.loads.get());
    }

    @Test
    void after_a_swap_and_for_another_day_all_is_loaded_anew() {
        asked(DAY);
        projection.apply(2, false, new PledgeLives(9, 30).events());
        projection.swap(2);

        assertEquals(fresh(DAY), asked(DAY));
        assertEquals(2, rows.loads.get());
        assertEquals(fresh(ANOTHER_DAY), asked(ANOTHER_DAY));
        assertEquals(fresh(DAY), asked(DAY));
        assertEquals(4, rows.loads.get());
    }

    @Test
    void who_waits_too_long_for_a_load_is_told_to_come_back_and_finds_it() {
        // Given a load that takes longer than anyone waits
        past.close();
        past = new PastColumns(rows, Duration.ofMillis(100));
        rows.held = new CountDownLatch(1);

        // When
        var asking = past.read(DAY, PastColumnsTest::groups);
        var failure = assertThrows(CompletionException.class, asking::join);

        // Then
        var refused = assertInstanceOf(Problem.class, failure.getCause());
        assertEquals(503, refused.status());
        assertEquals("5", refused.headers().get("Retry-After"));
        // And it went on
        rows.held.countDown();
        var expected = fresh(DAY);
        patiently().ignoreExceptions().untilAsserted(() -> assertEquals(expected, asked(DAY)));
        assertEquals(1, rows.loads.get());
    }

    @Test
    void a_few_wait_for_a_load_and_the_others_are_told_to_come_back() {
        // Given
        rows.held = new CountDownLatch(1);
        var first = past.read(DAY, PastColumnsTest::groups);
        patiently().until(() -> rows.loads.get() == 1);
        var waiting = List.of(0, 1, 2, 3, 4, 5, 6, 7).stream()
                .map(i -> past.read(DAY, PastColumnsTest::groups))
                .toList();

        // When, Then
        var refused = assertThrows(Problem.class, () -> past.read(DAY, PastColumnsTest::groups));
        assertEquals(503, refused.status());
        // And
        rows.held.countDown();
        var expected = first.join();
        waiting.forEach(each -> assertEquals(expected, each.join()));
        assertEquals(1, rows.loads.get());
    }

    @Test
    void what_is_refused_is_refused_for_a_day_gone_by_as_well() {
        var asking = past.read(DAY, columns -> {
            throw Problem.notFound();
        });

        assertInstanceOf(
                Problem.class,
                assertThrows(CompletionException.class, asking::join).getCause());
    }

    @Test
    void changes_are_followed_as_long_as_there_are_few() {
        var loaded = new Loaded(new At(1, 10), new Columns(10));

        assertTrue(loaded.canFollow(new At(1, 10)));
        assertTrue(loaded.canFollow(new At(1, 5_010)));
        assertFalse(loaded.canFollow(new At(1, 5_011)));
        assertFalse(loaded.canFollow(new At(1, 9)));
        assertFalse(loaded.canFollow(new At(2, 10)));
    }

    private String asked(LocalDate day) {
        return past.read(day, PastColumnsTest::groups).join();
    }

    private static String fresh(LocalDate day) {
        return new ColumnRows(StreamedPledges.pool()).load(day).columns().read(PastColumnsTest::groups);
    }

    private static String groups(Columns columns) {
        var all = new StringBuilder();
        Groups.of(
                        columns,
                        columns.scan(ANY, DAY),
                        List.of(Dimension.TYPE, Dimension.COMPLIANCE, Dimension.YEAR, Dimension.REGISTRATION))
                .forEach((codes, pledges, participations) -> all.append(String.join(" ", codes))
                        .append(pledges)
                        .append(' ')
                        .append(participations));
        return all.toString();
    }
}
