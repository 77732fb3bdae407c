package org.compromiso.pledge.register;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.compromiso.platform.identity.EntityName;
import org.compromiso.pledge.form.JoinTarget;

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
