package org.compromiso.dashboard.pledges;

import static org.compromiso.dashboard.projection.EventJson.read;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;

/** Looks pledges up, each answer by one statement: one snapshot of one generation. */
@ApplicationScoped
class PledgeReads {

    /**
     * An order of the list.
     *
     * @param key what comes first; the reference decides among equals
     * @param date whether it is a date, else a text
     * @param backwards whether greater rows come first
     */
    private record Order(String key, boolean date, boolean backwards) {
        String by() {
            var direction = backwards ? " desc" : "";
            return key + direction + ", reference" + direction;
        }

        String after() {
            return "(%s, reference) %s (?, ?)".formatted(key, backwards ? "<" : ">");
        }
    }

    private static final Map<String, Order> ORDERS = Map.of(
            "newest", new Order("registered_on", true, true),
            "title", new Order("title_key", false, false),
            "deadline", new Order("ends_on", true, false));
    private static final List<String> SORTS = List.of("newest", "title", "deadline");

    private static final String ONE = """
            select p.version, p.state::text as state,
              (select jsonb_build_object('reference', t.reference, 'title', t.state->>'title', 'registration', t.registration)
                from pledge t where t.generation = p.generation and t.reference = p.joins)::text as target,
              (select coalesce(jsonb_agg(jsonb_build_object(
                  'reference', j.reference, 'title', j.state->>'title', 'registration', j.registration)
                  order by j.registered_on, j.reference), '[]')
                from pledge j where j.generation = p.generation and j.joins = p.reference)::text as joiners,
              (select jsonb_build_object('reference', r.reference, 'title', r.state->>'title')
                from practice r where r.generation = p.generation and r.pledge = p.reference
                  and r.state_code = 'published'
                order by r.published_on desc, r.reference limit 1)::text as practice,
              (select coalesce(jsonb_agg(jsonb_build_object(
                  'version', h.version, 'type', h.type,
                  'at', to_char(h.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                  'on', h.what->>'on', 'registration', h.state->>'registration', 'title', h.state->>'title',
                  'headline', h.state->'compliance'->>'headline', 'endsOn', h.state->>'endsOn')
                  order by h.version), '[]')
                from history h where h.generation = p.generation and h.subject = p.reference
                  and h.state ? 'registration')::text as history
            from pledge p
            where p.generation = (select generation from live) and p.reference = $1
            """;

    private final Pool pool;
    private final Clock clock;

    PledgeReads(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Throws 400. */
    Uni<Page<PledgeItem>> list(PledgeFilter filter, String sort, PageRequest request) {
        var today = LocalDate.now(clock);
        var choices = new Choices();
        var where = filter.where(choices, today);
        var order = ORDERS.getOrDefault(choices.oneOf("sort", sort, SORTS), ORDERS.get("newest"));
        choices.refuseFindings();
        var limit = request.limit();
        request.after(2).ifPresent(key -> where.and(order.after(), first(order, key.get(0)), key.get(1)));
        var statement = "select state::text as state, %s::text as key from pledge where %s order by %s limit %s"
                .formatted(order.key(), where.sql(), order.by(), where.bind(limit + 1));
        record Found(PledgeState pledge, String key) {}
        return pool.preparedQuery(statement)
                .execute(where.values())
                .map(rows -> Page.of(
                        rows.stream()
                                .map(row -> new Found(
                                        read(row.getString("state"), PledgeState.class), row.getString("key")))
                                .toList(),
                        limit,
                        found -> List.of(found.key(), found.pledge().reference()),
                        found -> PledgeItem.of(found.pledge(), today)));
    }

    /** Throws 404. */
    Uni<PledgeDetail> one(String reference) {
        return pool.preparedQuery(ONE).execute(Tuple.of(reference)).map(rows -> {
            if (rows.size() == 0) {
                throw Problem.notFound();
            }
            return detail(rows.iterator().next());
        });
    }

    private PledgeDetail detail(Row row) {
        var pledge = read(row.getString("state"), PledgeState.class);
        return new PledgeDetail(
                pledge,
                row.getLong("version"),
                PledgeDetail.Compliance.of(pledge, LocalDate.now(clock)),
                orNull(row.getString("target"), PledgeDetail.Neighbour.class),
                List.of(read(row.getString("joiners"), PledgeDetail.Neighbour[].class)),
                orNull(row.getString("practice"), PledgeDetail.Practice.class),
                List.of(read(row.getString("history"), PledgeDetail.Version[].class)));
    }

    private static <T> T orNull(String json, Class<T> type) {
        return json == null ? null : read(json, type);
    }

    private static Object first(Order order, String key) {
        if (!order.date()) {
            return key;
        }
        try {
            return LocalDate.parse(key);
        } catch (DateTimeException e) {
            throw Problem.unreadable(List.of(Finding.at("?cursor", "unknown-cursor")));
        }
    }
}
