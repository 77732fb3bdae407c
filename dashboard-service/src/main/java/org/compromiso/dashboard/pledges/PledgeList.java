package org.compromiso.dashboard.pledges;

import static org.compromiso.dashboard.projection.EventJson.read;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.dashboard.facets.Where;
import org.compromiso.dashboard.lists.Listing;
import org.compromiso.dashboard.lists.Order;
import org.compromiso.dashboard.search.Searches;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;

/** The list of pledges and the search in it: one statement, and one before it that looks mistyped words up. */
@ApplicationScoped
class PledgeList {

    private static final String RELEVANCE = "relevance";
    private static final Map<String, Order> ORDERS = Map.of(
            "newest",
            Order.by("registered_on", Order.Kind.DATE, true),
            "title",
            Order.by("title_key", Order.Kind.TEXT, false),
            "deadline",
            Order.by("ends_on", Order.Kind.DATE, false),
            RELEVANCE,
            Order.byRelevance("registered_on"));
    private static final List<String> SORTS = List.of("newest", "title", "deadline");
    private static final List<String> SORTS_OF_A_SEARCH = List.of(RELEVANCE, "newest", "title", "deadline");

    private final Pool pool;
    private final Clock clock;
    private final Searches searches;

    PledgeList(Pool pool, Clock clock, Searches searches) {
        this.pool = pool;
        this.clock = clock;
        this.searches = searches;
    }

    /** Throws 400. */
    Uni<Page<PledgeItem>> page(String text, PledgeFilter filter, String sort, PageRequest request) {
        var today = LocalDate.now(clock);
        var choices = new Choices();
        var meant = find(choices, text, filter, sort, today);
        var limit = choices.gathered(request::limit, 0);
        var after = choices.gathered(() -> request.after(meant.order().parts()), Optional.<List<String>>empty());
        choices.refuseFindings();
        record Found(PledgeState pledge, List<String> key) {}
        return meant.listing().chain(listing -> {
            var where = meant.where();
            return pool.preparedQuery(listing.statement(where, after, limit + 1))
                    .execute(where.values())
                    .map(rows -> Page.of(
                            rows.stream()
                                    .map(row -> new Found(
                                            read(row.getString("state"), PledgeState.class), listing.key(row)))
                                    .toList(),
                            limit,
                            Found::key,
                            one -> PledgeItem.of(one.pledge(), today)));
        });
    }

    /** All that is meant, for an export; throws 400. */
    Meant all(String text, PledgeFilter filter) {
        var choices = new Choices();
        var meant = find(choices, text, filter, null, LocalDate.now(clock));
        choices.refuseFindings();
        return meant;
    }

    private Meant find(Choices choices, String text, PledgeFilter filter, String sort, LocalDate today) {
        var where = filter.where(choices, today);
        var asked = searches.ask(choices, text);
        var order = ORDERS.get(choices.oneOf("sort", sort, asked.isPresent() ? SORTS_OF_A_SEARCH : SORTS));
        return new Meant(
                where,
                today,
                order,
                asked.look().map(search -> new Listing("pledge", order, search, PledgeItem.NOT_SHOWN)));
    }

    /** Filters, the day they are of, order, and the listing once the words are looked up. */
    record Meant(Where where, LocalDate asOf, Order order, Uni<Listing> listing) {}
}
