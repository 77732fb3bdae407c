package org.compromiso.platform.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.compromiso.platform.identity.Roles;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.json.EmptyBody;

/** A resource that says for the whole class who may call, but for one method. */
@Path("/archive")
@RolesAllowed(Roles.ADMIN)
@Consumes(MediaType.APPLICATION_JSON)
public class ArchiveResource {

    @POST
    public Uni<Void> add(Body<EmptyBody> body) {
        return Uni.createFrom().voidItem();
    }

    @PUT
    @PermitAll
    public Uni<Void> suggest(Body<EmptyBody> body) {
        return Uni.createFrom().voidItem();
    }
}
