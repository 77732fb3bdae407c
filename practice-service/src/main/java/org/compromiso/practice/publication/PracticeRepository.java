package org.compromiso.practice.publication;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.compromiso.platform.identity.EntityName;

/** Practices with their rounds; what hangs on a round goes with it by the database's own rules. */
@ApplicationScoped
class PracticeRepository implements PanacheRepositoryBase<Practice, String> {

    private static final String NEWEST = "select p, r from Practice p, PracticeRound r"
            + " where r.reference = p.reference and r.round = p.round and p.number < ?1 and ";

    Uni<Long> nextNumber() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select nextval('practice_number')", Long.class)
                        .getSingleResult());
    }

    /** Remembers a pledge's request; false when that one or a later one was heard before. */
    Uni<Boolean> heard(DraftRequest request) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("insert into heard_request as heard (pledge, number)"
                                + " values (?1, ?2) on conflict (pledge)"
                                + " do update set number = excluded.number where heard.number < excluded.number")
                        .setParameter(1, request.pledge())
                        .setParameter(2, request.number())
                        .executeUpdate())
                .map(written -> written == 1);
    }

    Uni<PracticeRound> round(String reference, int round) {
        return Panache.getSession().chain(session -> session.find(PracticeRound.class, new RoundKey(reference, round)));
    }

    Uni<PracticeContact> contact(RoundKey round) {
        return Panache.getSession().chain(session -> session.find(PracticeContact.class, round));
    }

    Uni<PracticeReturn> answer(RoundKey round) {
        return Panache.getSession().chain(session -> session.find(PracticeReturn.class, round));
    }

    /** Adds a round, a contact or an answer. */
    Uni<Void> add(Object row) {
        return Panache.getSession().chain(session -> session.persist(row));
    }

    /** Deletes the rounds after one, with contacts and answers. */
    Uni<Integer> deleteRoundsAfter(String reference, int round) {
        return Panache.getSession()
                .chain(session -> session.createMutationQuery(
                                "delete from PracticeRound r where r.reference = ?1 and r.round > ?2")
                        .setParameter(1, reference)
                        .setParameter(2, round)
                        .executeUpdate());
    }

    /** A practice's rounds, newest first; or its editions alone. */
    Uni<List<PracticeRound>> rounds(String reference, boolean editionsOnly, long before, int limit) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from PracticeRound r where r.reference = ?1 and r.round < ?2"
                                        + (editionsOnly ? " and r.edition is not null" : "") + " order by r.round desc",
                                PracticeRound.class)
                        .setParameter(1, reference)
                        .setParameter(2, (int) Math.min(before, Integer.MAX_VALUE))
                        .setMaxResults(limit + 1)
                        .getResultList());
    }

    /** What peer review said of a practice's rounds. */
    Uni<List<PracticeReturn>> answers(String reference) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from PracticeReturn a where a.reference = ?1", PracticeReturn.class)
                        .setParameter(1, reference)
                        .getResultList());
    }

    Uni<List<PracticeWithRound>> ofOwner(String owner, long before, int limit) {
        return newest("p.ownerKey = ?2", EntityName.comparable(owner), before, limit);
    }

    Uni<List<PracticeWithRound>> recordedBySecretariat(long before, int limit) {
        return newest("p.recordedBy is not null", null, before, limit);
    }

    Uni<List<PracticeWithRound>> submitted(long before, int limit) {
        return newest("p.state = ?2", RoundState.SUBMITTED, before, limit);
    }

    private static Uni<List<PracticeWithRound>> newest(String condition, Object value, long before, int limit) {
        return Panache.getSession().chain(session -> {
            var query = session.createQuery(NEWEST + condition + " order by p.number desc", Object[].class)
                    .setParameter(1, before)
                    .setMaxResults(limit + 1);
            if (value != null) {
                query.setParameter(2, value);
            }
            return query.getResultList()
                    .map(rows -> rows.stream()
                            .map(row -> new PracticeWithRound((Practice) row[0], (PracticeRound) row[1]))
                            .toList());
        });
    }
}
