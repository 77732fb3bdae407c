package org.compromiso.dashboard.rebuild;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.idempotency.Idempotency;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.problem.Problem;

/** Asking for a rebuild and looking at it. */
@ApplicationScoped
class Rebuilds {

    private final RebuildRows rows;
    private final Idempotency idempotency;

    Rebuilds(RebuildRows rows, Idempotency idempotency) {
        this.rows = rows;
        this.idempotency = idempotency;
    }

    /** Asks for one; while one runs, that one is meant, and force is added to it. */
    @WithTransaction
    Uni<RebuildView> ask(Body<RebuildRequest> body) {
        return idempotency
                .once(body.tree(), () -> {
                    var force = Boolean.TRUE.equals(body.valid().force());
                    return rows.oneAtATime()
                            .chain(rows::running)
                            .onItem()
                            .ifNotNull()
                            .invoke(running -> running.forced |= force)
                            .onItem()
                            .ifNull()
                            .switchTo(() -> rows.persistAndFlush(Rebuild.askedFor(force, now())))
                            .map(rebuild -> new Answer(202, rebuild.id.toString(), 0));
                })
                .chain(answer -> rows.findById(UUID.fromString(answer.reference())))
                .map(rebuild -> RebuildView.of(rebuild, now()));
    }

    /** Throws 404. */
    @WithTransaction
    Uni<RebuildView> view(UUID id) {
        return rows.findById(id)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .map(rebuild -> RebuildView.of(rebuild, now()));
    }

    /** Progress is real time: the business clock may be shifted. */
    private static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.UTC);
    }

    /** The rows. */
    @ApplicationScoped
    static class RebuildRows implements PanacheRepositoryBase<Rebuild, UUID> {

        /** Two admins who ask at once get the same rebuild. */
        Uni<Void> oneAtATime() {
            return getSession()
                    .chain(session -> session.createNativeQuery(
                                    "select pg_advisory_xact_lock(hashtextextended('rebuild', 0))::text", String.class)
                            .getSingleResult())
                    .replaceWithVoid();
        }

        Uni<Rebuild> running() {
            return find("state <> ?1", Rebuild.SWAPPED).firstResult();
        }
    }
}
