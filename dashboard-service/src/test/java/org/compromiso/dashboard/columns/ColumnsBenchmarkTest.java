package org.compromiso.dashboard.columns;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.compromiso.dashboard.benchmark.Rounds;
import org.compromiso.dashboard.facets.Objectives;
import org.compromiso.dashboard.fixtures.PledgeLives;
import org.compromiso.dashboard.pledges.WantedPledges;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the columns take of memory, and a scan of time, with 100,000 and 1,000,000 pledges. It reports. */
@Tag("full")
class ColumnsBenchmarkTest {

    private static final int QUESTIONS = 100;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @Test
    void report() {
        var empty = usedMegabytes();
        var few = columns(100_000);
        var withFew = usedMegabytes();
        var many = columns(1_000_000);
        var withMany = usedMegabytes();
        var rounds = new Rounds(4)
                .add("few", () -> millisPerQuestion(few))
                .add("many", () -> millisPerQuestion(many))
                .run();
        System.out.println(String.format(
                Locale.ROOT,
                "%nms of CPU per question, two groupings and random filters, median (min to max) of 5 interleaved rounds%n"
                        + "100,000 pledges     %s   heap %.1f MB%n"
                        + "1,000,000 pledges   %s   heap %.1f MB%n"
                        + "  ratio             %s   goal at most 12",
                rounds.figures("few"),
                withFew - empty,
                rounds.figures("many"),
                withMany - withFew,
                rounds.ratio("many", "few")));
    }

    private static double millisPerQuestion(Columns columns) {
        var random = new Random(1);
        var threads = ManagementFactory.getThreadMXBean();
        var begin = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < QUESTIONS; i++) {
            var by = new ArrayList<>(Dimension.GROUPABLE.values());
            java.util.Collections.shuffle(by, random);
            var wanted = new WantedPledges(
                    Map.of(
                            "registration",
                            Set.of("registered"),
                            "objective",
                            Set.of("" + (1 + random.nextInt(7)), "" + (8 + random.nextInt(16))),
                            "entityKind",
                            Set.of(one(random, "state", "academia"), one(random, "media", "un-entity"))),
                    Set.of(),
                    random.nextBoolean(),
                    null);
            columns.read(c -> Groups.of(c, c.scan(wanted, TODAY), by.subList(0, 2)));
        }
        return (threads.getCurrentThreadCpuTime() - begin) / 1e6 / QUESTIONS;
    }

    private static Columns columns(int pledges) {
        var random = new Random(5);
        var countries = PledgeLives.codes("countries");
        var columns = new Columns(1);
        for (int i = 0; i < pledges; i++) {
            columns.load(List.of(pledge(random, i, countries)));
        }
        return columns;
    }

    private static CountedPledge pledge(Random random, int number, List<String> countries) {
        var registered = LocalDate.of(2021, 1, 1).plusDays(random.nextInt(2100));
        var ends = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(2100));
        return new CountedPledge(
                "P-2026-%06d".formatted(number),
                one(random, "individual", "collective", "complementary", "joined"),
                new CountedPledge.Entity(one(random, "state", "un-entity", "academia", "media", "private-sector")),
                1 + random.nextInt(5),
                null,
                List.of(one(random, "policy", "process")),
                List.of(),
                one(random, "local", "national", "regional", "international"),
                List.of(countries.get(random.nextInt(249)), countries.get(random.nextInt(249))),
                List.of(),
                null,
                new Objectives(List.of(1 + random.nextInt(7), 8 + random.nextInt(8)), List.of(16 + random.nextInt(8))),
                List.of(one(random, "human-rights", "people-centred", "child-sensitive")),
                List.of("8." + (1 + random.nextInt(9))),
                ends,
                ends,
                0,
                "registered",
                registered,
                new CountedPledge.Voices(
                        one(random, "not-started", "in-progress", "partly-fulfilled", "fulfilled"), null, null, false));
    }

    private static String one(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static double usedMegabytes() {
        System.gc();
        System.gc();
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
    }
}
