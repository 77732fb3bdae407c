package org.compromiso.pledge.invitation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.identity.EntityName;
import org.compromiso.pledge.form.Persons;
import org.compromiso.pledge.form.PledgeForm;

/** Who is asked whether they take part in a joint pledge, and for whom an account may answer; within a transaction. */
@ApplicationScoped
public class Invitations {

    private final ObjectMapper json;

    Invitations(ObjectMapper json) {
        this.json = json;
    }

    /** Asks exactly these participants. */
    public Uni<Void> replace(String reference, List<PledgeForm.Participant> participants, Persons persons) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("delete from pledge_invitation where reference = ?1")
                        .setParameter(1, reference)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery("""
                                        insert into pledge_invitation (reference, participant, name_key, email)
                                        select ?1, participant, name_key, email
                                        from json_to_recordset(cast(cast(?2 as text) as json))
                                          as asked (participant uuid, name_key text, email text)""")
                                .setParameter(1, reference)
                                .setParameter(2, asked(participants, persons))
                                .executeUpdate()))
                .replaceWithVoid();
    }

    /** The participants of a pledge for whom the caller may answer. */
    public Uni<Set<UUID>> of(String reference, Caller caller) {
        return Panache.getSession()
                .chain(session -> session.createQuery("""
                                select participant from Invitation
                                where reference = ?1 and (nameKey = ?2 or email = ?3)""", UUID.class)
                        .setParameter(1, reference)
                        .setParameter(2, nameKey(caller))
                        .setParameter(3, email(caller))
                        .getResultList())
                .map(Set::copyOf);
    }

    /** What the caller's invitations are found by: the name of its entity; null if it acts for none. */
    public static String nameKey(Caller caller) {
        return caller.entity() == null ? null : EntityName.comparable(caller.entity());
    }

    /** What the caller's invitations are found by: its address; null if it has none that is verified. */
    public static String email(Caller caller) {
        return caller.verifiedEmail() == null ? null : comparable(caller.verifiedEmail());
    }

    private record Asked(UUID participant, String name_key, String email) {}

    private String asked(List<PledgeForm.Participant> participants, Persons persons) {
        try {
            return json.writeValueAsString(participants.stream()
                    .map(participant -> {
                        var email =
                                persons.participantEmails().get(participant.id().toString());
                        return new Asked(
                                participant.id(),
                                EntityName.comparable(participant.name()),
                                email == null ? null : comparable(email));
                    })
                    .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String comparable(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
