package org.compromiso.platform.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.compromiso.platform.identity.Roles;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.paging.PageRequest;

/** A resource as the services have them. */
@Path("/places")
public class PlacesResource {

    private final Places places;

    PlacesResource(Places places) {
        this.places = places;
    }

    @GET
    @PermitAll
    public List<String> list(
            @QueryParam("state") List<String> states, @QueryParam("mine") String mine, @BeanParam PageRequest page) {
        return states;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> add(Body<Places.Place> body) {
        return places.add(body).map(answer -> answer.with(answer.reference(), "/places"));
    }
}
