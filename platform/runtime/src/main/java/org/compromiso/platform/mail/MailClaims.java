package org.compromiso.platform.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Where a change leaves the mails it makes due: in its own transaction, so that either both are there or neither. */
@ApplicationScoped
public class MailClaims {

    private final ObjectMapper json;

    MailClaims(ObjectMapper json) {
        this.json = json;
    }

    /** Adds claims to the transaction that is running; one that is there already stays as it is. */
    public Uni<Void> add(List<MailClaim> claims) {
        if (claims.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into mail_claim (subject, kind, occasion, recipient)
                                select subject, kind, occasion, recipient
                                from json_to_recordset(cast(cast(?1 as text) as json))
                                  as due (subject text, kind text, occasion text, recipient text)
                                on conflict on constraint uq_mail_claim do nothing""")
                        .setParameter(1, text(claims))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private String text(List<MailClaim> claims) {
        try {
            return json.writeValueAsString(claims);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
