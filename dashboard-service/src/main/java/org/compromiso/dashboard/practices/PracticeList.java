package org.compromiso.dashboard.practices;

import static org.compromiso.dashboard.projection.EventJson.read;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
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

/** The list of practices and the search in it: one statement, and one before it that looks mistyped words up. */
@ApplicationScoped
class PracticeList {

    private static final String RELEVANCE = "relevance";
    private static final Map<String, Order> ORDERS = Map.of(
            "newest",
            Order.by("published_on", Order.Kind.DATE, true),
            "title",
            Order.by("title_key", Order.Kind.TEXT, false),
            RELEVANCE,
            Order.byRelevance("published_on"));
    private static final List<String> SORTS = List.of("newest", "title");
    private static final List<String> SORTS_OF_A_SEARCH = List.of(RELEVANCE, "newest", "title");

    private final Pool pool;
    private final Searches searches;

    PracticeList(Pool pool, Searches searches) {
        this.pool = pool;
        this.searches = searches;
    }

    /** Throws 400. */
    Uni<Page<PracticeItem>> page(String text, PracticeFilter filter, String sort, PageRequest request) {
        var choices = new Choices();
        var meant = find(choices, text, filter, sort);
        var limit = choices.gathered(request::limit, 0);
        var after = choices.gathered(() -> request.after(meant.order().parts()), Optional.<List<String>>empty());
        choices.refuseFindings();
        record Found(PracticeState practice, List<String> key) {}
        return meant.listing().chain(listing -> {
            var where = meant.where();
            return pool.preparedQuery(listing.statement(where, after, limit + 1))
                    .execute(where.values())
                    .map(rows -> Page.of(
                            rows.stream()
                                    .map(row -> new Found(
                                            read(row.getString("state"), PracticeState.class), listing.key(row)))
                                    .toList(),
                            limit,
                            Found::key,
                            one -> PracticeItem.of(one.practice())));
        });
    }

    /** All that is meant, for an export; throws 400. */
    Meant all(String text, PracticeFilter filter) {
        var choices = new Choices();
        var meant = find(choices, text, filter, null);
        choices.refuseFindings();
        return meant;
    }

    private Meant find(Choices choices, String text, PracticeFilter filter, String sort) {
        var where = filter.where(choices);
        var asked = searches.ask(choices, text);
        var order = ORDERS.get(choices.oneOf("sort", sort, asked.isPresent() ? SORTS_OF_A_SEARCH : SORTS));
        return new Meant(
                where,
                order,
                asked.look().map(search -> new Listing("practice", order, search, PracticeItem.NOT_SHOWN)));
    }

    /** Filters, order, and the listing once the words are looked up. */
    record Meant(Where where, Order order, Uni<Listing> listing) {}
}
