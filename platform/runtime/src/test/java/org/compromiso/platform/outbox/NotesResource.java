package org.compromiso.platform.outbox;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** A request that causes an event. */
@Path("/notes/{subject}")
public class NotesResource {

    private final Notes notes;

    NotesResource(Notes notes) {
        this.notes = notes;
    }

    @POST
    @PermitAll
    public Uni<Void> write(@org.jboss.resteasy.reactive.RestPath String subject) {
        return notes.write(subject, 1, "asked for");
    }
}
