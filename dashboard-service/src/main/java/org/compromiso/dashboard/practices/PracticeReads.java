package org.compromiso.dashboard.practices;

import static org.compromiso.dashboard.projection.EventJson.read;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;

/** Looks practices up, each answer by one statement: one snapshot of one generation. */
@ApplicationScoped
class PracticeReads {

    private static final String NEWEST = "newest";
    private static final String TITLE = "title";

    private static final String ONE = """
            select r.version, r.state::text as state,
              (select jsonb_build_object('reference', p.reference, 'title', p.state->>'title', 'registration', p.registration)
                from pledge p where p.generation = r.generation and p.reference = r.pledge)::text as origin
            from practice r
            where r.generation = (select generation from live) and r.reference = $1
            """;

    private final Pool pool;

    PracticeReads(Pool pool) {
        this.pool = pool;
    }

    /** Throws 400. */
    Uni<Page<PracticeItem>> list(PracticeFilter filter, String sort, PageRequest request) {
        var choices = new Choices();
        var where = filter.where(choices);
        var byTitle = TITLE.equals(choices.oneOf("sort", sort, List.of(NEWEST, TITLE)));
        choices.refuseFindings();
        var limit = request.limit();
        request.after(2)
                .ifPresent(key -> where.and(
                        byTitle ? "(title_key, reference) > (?, ?)" : "(published_on, reference) < (?, ?)",
                        byTitle ? key.get(0) : day(key.get(0)),
                        key.get(1)));
        var statement = "select state::text as state, %s::text as key from practice where %s order by %s limit %s"
                .formatted(
                        byTitle ? "title_key" : "published_on",
                        where.sql(),
                        byTitle ? "title_key, reference" : "published_on desc, reference desc",
                        where.bind(limit + 1));
        record Found(PracticeState practice, String key) {}
        return pool.preparedQuery(statement)
                .execute(where.values())
                .map(rows -> Page.of(
                        rows.stream()
                                .map(row -> new Found(
                                        read(row.getString("state"), PracticeState.class), row.getString("key")))
                                .toList(),
                        limit,
                        found -> List.of(found.key(), found.practice().reference()),
                        found -> PracticeItem.of(found.practice())));
    }

    /** Throws 404. An archived practice is answered with its last edition. */
    Uni<PracticeDetail> one(String reference) {
        return pool.preparedQuery(ONE).execute(Tuple.of(reference)).map(rows -> {
            if (rows.size() == 0) {
                throw Problem.notFound();
            }
            var row = rows.iterator().next();
            var origin = row.getString("origin");
            return new PracticeDetail(
                    read(row.getString("state"), PracticeState.class),
                    row.getLong("version"),
                    origin == null ? null : read(origin, PracticeDetail.Origin.class));
        });
    }

    private static LocalDate day(String key) {
        try {
            return LocalDate.parse(key);
        } catch (DateTimeException e) {
            throw Problem.unreadable(List.of(Finding.at("?cursor", "unknown-cursor")));
        }
    }
}
