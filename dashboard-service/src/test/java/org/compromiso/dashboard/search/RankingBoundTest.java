package org.compromiso.dashboard.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.compromiso.dashboard.columns.StreamedPledges;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.dashboard.facets.Where;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.lists.Listing;
import org.compromiso.dashboard.lists.Order;
import org.compromiso.dashboard.pledges.PledgeFilter;
import org.compromiso.dashboard.pledges.PledgeModels;
import org.compromiso.dashboard.projection.Projection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A word that stands in every pledge: how many of them are ranked, as PostgreSQL counts while it executes. */
class RankingBoundTest {

    private static final int PLEDGES = 1_500;
    private static final int RANKED = 50;
    private static final Pool POOL = StreamedPledges.pool();

    @BeforeAll
    static void load() {
        var projection = new Projection(POOL, PledgeModels.all());
        projection.execute("truncate history, pledge, practice, change, position, rebuild");
        projection.execute("update live set generation = 1, change_number = 0");
        var events = new ArrayList<Event>();
        for (int i = 0; i < PLEDGES; i++) {
            var value = Event.pledge("P-2026-%06d".formatted(i), 1);
            Event.pledgeIn(value).put("title", "Everywhere").put("language", "en");
            events.add(Event.ofPledge(Event.REGISTERED, value));
        }
        projection.apply(1, true, events);
    }

    @Test
    void only_so_many_are_ranked_on_any_page() {
        assertEquals(RANKED, ranked(Optional.empty()));

        var asked = new Asked(Optional.empty());
        var rows = asked.rows("");
        var last = asked.listing.key(rows.get(rows.size() - 1));
        assertEquals(RANKED, ranked(Optional.of(last)));
    }

    @Test
    void a_cursor_that_somebody_made_does_not_have_all_ranked() {
        var made = List.of("1.0", "2030-01-01", "P-2026-000001", "0001-01-01", "");

        assertTrue(ranked(Optional.of(made)) <= 10 * RANKED);
    }

    private static long ranked(Optional<List<String>> after) {
        var plan = (JsonArray)
                new Asked(after).rows("explain (analyze, format json) ").get(0).getValue(0);
        return loopsOfSubPlans(plan.getJsonObject(0).getJsonObject("Plan"));
    }

    private static long loopsOfSubPlans(JsonObject node) {
        var name = node.getString("Subplan Name", "");
        var loops = name.startsWith("SubPlan") ? node.getLong("Actual Loops") : 0;
        for (var part : node.getJsonArray("Plans", new JsonArray())) {
            loops += loopsOfSubPlans((JsonObject) part);
        }
        return loops;
    }

    private static final class Asked {

        private final Listing listing;
        private final Where where;
        private final String statement;

        Asked(Optional<List<String>> after) {
            var choices = new Choices();
            where = new PledgeFilter().where(choices, LocalDate.EPOCH);
            var search = new Searches(POOL, RANKED)
                    .ask(choices, "everywhere")
                    .look()
                    .await()
                    .indefinitely();
            listing = new Listing("pledge", Order.byRelevance("registered_on"), search, List.of());
            statement = listing.statement(where, after, 21);
        }

        /** What the statement gives, or how it is carried out. */
        List<Row> rows(String before) {
            return POOL.preparedQuery(before + statement)
                    .execute(where.values())
                    .map(rows -> rows.stream().toList())
                    .await()
                    .indefinitely();
        }
    }
}
