package org.compromiso.dashboard.columns;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.compromiso.dashboard.fixtures.PledgeLives;
import org.compromiso.dashboard.pledges.PledgeModels;
import org.compromiso.dashboard.pledges.WantedPledges;
import org.compromiso.dashboard.projection.Changed;
import org.compromiso.dashboard.projection.Projection;
import org.compromiso.dashboard.projection.Sql;
import org.compromiso.platform.problem.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an instance does before its columns are loaded, after a swap, and when it cannot look at the changes. */
class LiveColumnsTest {

    private static final WantedPledges ANY = new WantedPledges(Map.of(), Set.of(), null, null);
    private static final Duration LONG = Duration.ofHours(1);

    private final ColumnRows rows = new ColumnRows(StreamedPledges.pool());
    private final Projection projection = new Projection(StreamedPledges.pool(), PledgeModels.all());
    private final List<Counted> told = new CopyOnWriteArrayList<>();
    private final LiveColumns live = new LiveColumns(rows, told::add, Duration.ofSeconds(1), LONG);

    @BeforeEach
    void empty() {
        projection.execute("truncate history, pledge, practice, change, position, rebuild");
        projection.execute("update live set generation = 1, change_number = 0");
    }

    @Test
    void before_the_first_load_there_is_no_answer() {
        var refused = assertThrows(Problem.class, live::current);

        assertEquals(503, refused.status());
        assertNotNull(refused.headers().get("Retry-After"));
        assertNotNull(live.reason());
        assertEquals(-1, live.changeNumber());
    }

    @Test
    void figures_that_nobody_could_confirm_for_too_long_are_not_given() {
        // Given columns that are loaded, and no patience at all
        var impatient = new LiveColumns(rows, counted -> {}, Duration.ofSeconds(1), Duration.ZERO);
        impatient.advance();

        // When, Then
        assertEquals(503, assertThrows(Problem.class, impatient::current).status());
        assertNull(impatient.confirmed(), "and nothing that is kept");
        assertNotNull(impatient.reason());
    }

    @Test
    void after_a_swap_the_columns_are_those_of_the_new_generation() {
        // Given
        projection.apply(1, true, new PledgeLives(7, 20).events());
        live.advance();
        var before = live.current();
        assertNotEquals(0, pledges(before));

        // When a generation with less is swapped in
        projection.apply(2, false, new PledgeLives(7, 3).events());
        projection.swap(2);
        live.advance();

        // Then
        assertEquals(pledges(loaded()), pledges(live.current()));
        assertNotEquals(pledges(before), pledges(live.current()));
        assertNotEquals(before.load(), live.current().load(), "answers kept under the old one are not given any more");
        assertNull(live.reason());
    }

    @Test
    void how_far_the_figures_are_is_told_when_they_are_there() {
        // Given
        var seen = new ArrayList<String>();
        var telling = new AtomicReference<LiveColumns>();
        telling.set(new LiveColumns(
                rows,
                counted -> seen.add(
                        counted.changeNumber() + ": " + pledges(telling.get().confirmed())),
                Duration.ofSeconds(1),
                LONG));

        // When they are loaded, followed, looked at in vain, and loaded anew after a swap
        telling.get().advance();
        projection.apply(1, true, new PledgeLives(7, 20).events());
        telling.get().advance();
        telling.get().advance();
        var followed = rows.now().changeNumber() + ": " + pledges(loaded());
        projection.apply(2, false, new PledgeLives(7, 3).events());
        projection.swap(2);
        telling.get().advance();

        // Then
        assertEquals(List.of("0: 0", followed, rows.now().changeNumber() + ": " + pledges(loaded())), seen);
    }

    /** Its own looks are an hour apart. */
    @Test
    void a_commit_that_is_heard_of_is_counted_at_once() {
        var patient = new LiveColumns(rows, told::add, LONG, LONG);
        patient.start(null);
        try {
            await().until(() -> told.contains(new Counted(0)));
            projection.apply(1, true, new PledgeLives(7, 20).events());

            patient.look(new Changed());

            await().until(() -> told.contains(new Counted(rows.now().changeNumber())));
        } finally {
            patient.stop(null);
        }
    }

    @Test
    void while_a_generation_is_loaded_the_old_columns_answer_and_tell_their_age() {
        // Given columns that follow a generation, and others that are swapped in
        var patience = Duration.ofMillis(400);
        var watched = new ColumnRows(StreamedPledges.pool()) {
            private LiveColumns live;
            private long expected;

            @Override
            Loaded load(Runnable heard) {
                if (live.changeNumber() >= 0) {
                    // Then, for longer than anyone has patience, while rows come in
                    await().until(() -> {
                        heard.run();
                        return live.age().compareTo(patience.multipliedBy(2)) > 0;
                    });
                    assertEquals(expected, pledges(live.current()));
                    assertNull(live.reason());
                    // And not when they stop coming
                    await().until(() -> live.reason() != null);
                    assertEquals(503, assertThrows(Problem.class, live::current).status());
                }
                return super.load(heard);
            }
        };
        watched.live = new LiveColumns(watched, counted -> {}, Duration.ofSeconds(1), patience);
        projection.apply(1, true, new PledgeLives(7, 20).events());
        watched.live.advance();
        watched.expected = pledges(watched.live.current());
        projection.apply(2, false, new PledgeLives(7, 3).events());
        projection.swap(2);

        // When
        watched.live.advance();

        assertNotEquals(watched.expected, pledges(watched.live.current()));
        watched.live.advance();
        assertTrue(watched.live.age().compareTo(patience.multipliedBy(2)) < 0);
    }

    @Test
    void a_database_that_was_set_back_is_read_anew() {
        // Given
        projection.apply(1, true, new PledgeLives(7, 20).events());
        live.advance();

        // When it has fewer changes than were read
        empty();
        projection.apply(1, true, new PledgeLives(7, 3).events());
        live.advance();

        // Then
        assertEquals(pledges(loaded()), pledges(live.current()));
    }

    @Test
    void a_pledge_that_is_gone_is_counted_no_longer() {
        // Given
        projection.apply(1, true, new PledgeLives(7, 20).events());
        live.advance();
        var before = pledges(live.current());

        // When the first ones go
        projection.execute("delete from history where subject < 'P-2026-100010'");
        projection.execute("with gone as (delete from pledge where reference < 'P-2026-100010' returning reference),"
                + " numbered as (update live set change_number = change_number + 100 returning change_number)"
                + " insert into change (number, type, reference)"
                + " select change_number - row_number() over (), 'gone', reference from gone, numbered");
        live.advance();

        // Then the others are all there, each under its own reference
        assertNotEquals(before, pledges(live.current()));
        assertEquals(pledges(loaded()), pledges(live.current()));
        projection.apply(1, true, new PledgeLives(8, 20).events());
        live.advance();
        assertEquals(groups(loaded()), groups(live.current()));
    }

    @Test
    void a_change_of_something_that_is_no_pledge_is_passed_over() {
        // Given
        projection.apply(1, true, new PledgeLives(7, 20).events());
        live.advance();

        // When something is told of that only looks like a pledge
        projection.execute("with l as (update live set change_number = change_number + 1 returning change_number)"
                + " insert into change (number, type, reference) select change_number, 'x', 'P-x' from l");
        projection.apply(1, true, new PledgeLives(8, 20).events());
        live.advance();

        // Then what follows is counted all the same
        assertEquals(groups(rows.load(() -> {}).columns()), groups(live.current()));
    }

    @Test
    void who_missed_changes_that_are_forgotten_by_now_reads_everything_anew() {
        // Given
        projection.apply(1, true, new PledgeLives(7, 20).events());
        live.advance();

        // When more happened than is still told
        projection.apply(1, true, new PledgeLives(8, 40).events());
        projection.execute("delete from change where number < (select change_number from live)");
        live.advance();

        // Then
        assertEquals(groups(rows.load(() -> {}).columns()), groups(live.current()));
        assertEquals(pledges(rows.load(() -> {}).columns()), pledges(live.current()));
    }

    @Test
    void changes_are_forgotten_from_the_oldest_on_without_a_hole() {
        // Given changes of which a later one has an earlier time
        projection.apply(1, true, new PledgeLives(7, 20).events());
        projection.execute("update change set recorded_at = now() - interval '8 days' where number in (1, 2, 4)");

        // When
        projection.forgetOldChanges();

        // Then none is missing between two that are kept
        var kept = Sql.execute(StreamedPledges.pool(), "select min(number) as first, count(*) as count from change")
                .iterator()
                .next();
        assertEquals(5, kept.getLong("first"));
        assertEquals(rows.now().changeNumber() - 4, kept.getLong("count"));
    }

    @Test
    void references_that_look_alike_are_different() {
        var packed =
                List.of("P-2026-000123", "P-2026-0000123", "P-2026-123000", "P-2025-000123", "P-9999-999999999999")
                        .stream()
                        .map(Columns::packed)
                        .distinct()
                        .count();

        assertEquals(5, packed);
    }

    private Columns loaded() {
        return rows.load(() -> {}).columns();
    }

    private static long pledges(Columns columns) {
        return columns.read(
                c -> Groups.of(c, c.scan(ANY, LocalDate.EPOCH), List.of()).pledges());
    }

    private static String groups(Columns columns) {
        return columns.read(c -> {
            var all = new StringBuilder();
            Groups.of(c, c.scan(ANY, LocalDate.EPOCH), List.of(Dimension.TYPE, Dimension.YEAR, Dimension.SCOPE))
                    .forEach((codes, pledges, participations) -> all.append(List.of(codes))
                            .append(pledges)
                            .append(' ')
                            .append(participations));
            return all.toString();
        });
    }
}
