package org.compromiso.dashboard.practices;

import static org.compromiso.dashboard.projection.EventJson.read;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.compromiso.platform.problem.Problem;

/** Looks one practice up, by one statement: one snapshot of one generation. */
@ApplicationScoped
class PracticeReads {

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
}
