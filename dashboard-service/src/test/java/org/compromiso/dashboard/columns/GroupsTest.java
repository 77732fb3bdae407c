package org.compromiso.dashboard.columns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.compromiso.dashboard.facets.Objectives;
import org.compromiso.dashboard.fixtures.PledgeLives;
import org.compromiso.dashboard.pledges.WantedPledges;
import org.compromiso.platform.problem.Problem;
import org.junit.jupiter.api.Test;

class GroupsTest {

    private static final WantedPledges ANY = new WantedPledges(Map.of(), Set.of(), null, null);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final List<String> COUNTRIES = PledgeLives.codes("countries");
    private static final List<String> PRINCIPLES = PledgeLives.codes("principles");

    private final Columns columns = new Columns(1);
    private final List<Dimension> all = new ArrayList<>(Dimension.GROUPABLE.values());

    @Test
    void a_pledge_in_more_groups_than_anyone_reads_is_refused_before_there_is_room_for_them() {
        // Given one that makes hundreds of thousands of combinations
        columns.load(List.of(pledge(1, "individual", 249, PRINCIPLES)));
        assertRefused();

        // When
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        assertRefused();

        // Then
        var allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 1_000_000, () -> allocated + " bytes");
    }

    @Test
    void a_pledge_without_a_code_of_some_dimension_is_in_no_group_and_refused_for_none() {
        columns.load(List.of(pledge(1, "individual", 249, List.of())));
        all.remove(Dimension.PRINCIPLE);
        all.add(Dimension.PRINCIPLE);

        assertEquals(0, groups(all));
    }

    @Test
    void an_answer_has_so_many_groups_and_not_one_more() {
        // Given 23 objectives times countries times types, no pledge of them in too many groups alone
        var by = List.of(Dimension.TYPE, Dimension.OBJECTIVE, Dimension.COUNTRY);
        columns.load(List.of(pledge(1, "individual", 217, List.of()), pledge(2, "collective", 217, List.of())));
        assertEquals(2 * 23 * 217, groups(by));

        // When there are 23 more
        columns.load(List.of(pledge(3, "joined", 1, List.of())));

        // Then
        assertThrows(Problem.class, () -> groups(by));
    }

    private void assertRefused() {
        assertEquals(400, assertThrows(Problem.class, () -> groups(all)).status());
    }

    private int groups(List<Dimension> by) {
        var groups = new ArrayList<String>();
        columns.read(c -> Groups.of(c, c.scan(ANY, TODAY), by))
                .forEach((codes, pledges, participations) -> groups.add(String.join(" ", codes)));
        return groups.size();
    }

    private static CountedPledge pledge(int number, String type, int countries, List<String> principles) {
        return new CountedPledge(
                "P-2026-%06d".formatted(number),
                type,
                new CountedPledge.Entity("state"),
                1,
                null,
                List.of("policy", "process"),
                List.of(),
                "international",
                COUNTRIES.subList(0, countries),
                List.of(),
                null,
                new Objectives(IntStream.rangeClosed(1, 23).boxed().toList(), List.of()),
                principles,
                List.of(),
                TODAY,
                TODAY,
                0,
                "registered",
                TODAY,
                new CountedPledge.Voices("not-started", null, null, false));
    }
}
