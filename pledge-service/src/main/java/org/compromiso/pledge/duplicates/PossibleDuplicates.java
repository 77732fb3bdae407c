package org.compromiso.pledge.duplicates;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;

/**
 * Finds pledges that a draft may repeat: the same entity, a title that is nearly the same whatever its accents, case,
 * word order or typing errors (domain.md, Possible duplicates). They are pointed out and block nothing.
 *
 * <p>The database keeps the comparable forms of both (migration V1020). Compared are the entity's newest
 * {@value #COMPARED} pledges, by index: the cost has a bound, however many pledges there are. Seen are those that the
 * owner of the draft may see: its own (not the rejected ones, which may well be written again) and public ones.
 */
@ApplicationScoped
public class PossibleDuplicates {

    /** How many of an entity's pledges are looked at, newest first; no entity of the real register has a tenth of it. */
    static final int COMPARED = 500;

    static final int SHOWN = 5;

    /** Share of common trigrams from which titles are similar; PossibleDuplicatesTest shows what that means. */
    static final double SIMILAR = 0.6;

    // The form, which may be stored out of line, is only opened for what is shown.
    static final String SIMILAR_ONES = """
            select other.reference as reference, other.form ->> 'title' as title
            from pledge self
            cross join lateral (
              select reference, number, form, title_key, owner_key, registration
              from pledge
              where entity_key = self.entity_key
              order by number desc
              limit ?2) other
            where self.reference = ?1
              and other.reference <> self.reference
              and (other.registration in ('registered', 'withdrawn', 'superseded')
                   or other.owner_key = self.owner_key and other.registration <> 'rejected')
              and (other.title_key = self.title_key or similarity(other.title_key, self.title_key) >= ?3)
            order by similarity(other.title_key, self.title_key) desc, other.number desc
            limit ?4""";

    /** Those of a stored pledge, the most similar first; one statement, in the transaction of the caller. */
    public Uni<List<PossibleDuplicate>> of(String reference) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SIMILAR_ONES, Tuple.class)
                        .setParameter(1, reference)
                        .setParameter(2, COMPARED)
                        .setParameter(3, SIMILAR)
                        .setParameter(4, SHOWN)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new PossibleDuplicate(
                                row.get("reference", String.class), row.get("title", String.class)))
                        .toList());
    }
}
