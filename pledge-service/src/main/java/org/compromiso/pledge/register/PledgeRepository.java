package org.compromiso.pledge.register;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.identity.EntityName;
import org.compromiso.pledge.form.JoinTarget;
import org.compromiso.pledge.form.PledgeForm;
import org.compromiso.pledge.invitation.Invitations;

@ApplicationScoped
class PledgeRepository implements PanacheRepositoryBase<Pledge, String> {

    Uni<Long> nextNumber() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select nextval('pledge_number')", Long.class)
                        .getSingleResult());
    }

    Uni<List<Pledge>> ofOwner(String owner, long before, int limit) {
        return find("ownerKey = ?1 and number < ?2 order by number desc", EntityName.comparable(owner), before)
                .range(0, limit)
                .list();
    }

    Uni<List<Pledge>> recordedBySecretariat(long before, int limit) {
        return find("recordedBy is not null and number < ?1 order by number desc", before)
                .range(0, limit)
                .list();
    }

    Uni<List<Pledge>> submitted(long before, int limit) {
        return find("registration = ?1 and number < ?2 order by number desc", Registration.SUBMITTED, before)
                .range(0, limit)
                .list();
    }

    /** The pledge whose file this is. */
    Uni<Pledge> ofAttachment(UUID file) {
        return find("attachmentId", file).firstResult();
    }

    /** That a pledge asked a participant for whom the caller may answer. */
    record Invited(long number, Pledge pledge, UUID participant) {}

    Uni<List<Invited>> invited(Caller caller, long before, int limit) {
        return Panache.getSession()
                .chain(session -> session.createQuery("""
                                select i.number, p, i.participant
                                from Invitation i join Pledge p on p.reference = i.reference
                                where (i.nameKey = ?1 or i.email = ?2) and i.number < ?3
                                order by i.number desc""", Object[].class)
                        .setParameter(1, Invitations.nameKey(caller))
                        .setParameter(2, Invitations.email(caller))
                        .setParameter(3, before)
                        .setMaxResults(limit + 1)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Invited((Long) row[0], (Pledge) row[1], (UUID) row[2]))
                        .toList());
    }

    /** The pledge that another one joins; null if it joins none. */
    Uni<Pledge> joined(PledgeForm form) {
        return form.joins() == null ? Uni.createFrom().nullItem() : findById(form.joins());
    }

    /** The last of the line of pledges that took each other's place; null if none took this one's. */
    Uni<Pledge> lastOfTheLine(Pledge pledge) {
        if (pledge.supersededBy == null) {
            return Uni.createFrom().nullItem();
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                with recursive line as (
                                  select reference, superseded_by from pledge where reference = ?1
                                  union all
                                  select p.reference, p.superseded_by
                                  from pledge p join line on p.reference = line.superseded_by)
                                select reference from line where superseded_by is null
                                """, String.class)
                        .setParameter(1, pledge.supersededBy)
                        .getSingleResult())
                // An entity is not read by a native "select *": the table has columns that only the database knows.
                .chain(this::findById);
    }

    /** What is known of the pledge named by {@code joins}. */
    Uni<Optional<JoinTarget>> joinTarget(String reference) {
        if (reference == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return findById(reference)
                .map(pledge -> Optional.ofNullable(pledge)
                        .map(p -> new JoinTarget(
                                p.registration == Registration.REGISTERED, "joined".equals(p.form.type()))));
    }
}
