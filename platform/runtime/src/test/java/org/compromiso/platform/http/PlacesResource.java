package org.compromiso.platform.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.compromiso.platform.identity.Roles;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.paging.PageRequest;

/** A resource as the services have them. */
@Path("/places")
public class PlacesResource {

    /** How many uploads of pictures broke off. */
    static final AtomicInteger BROKEN_OFF = new AtomicInteger();

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

    /** Reads for as long as somebody sends. */
    @PUT
    @Path("picture")
    @PermitAll
    public Uni<Response> picture(@Context HttpServerRequest request) {
        return Uni.createFrom().emitter(answer -> {
            request.exceptionHandler(gone -> {
                BROKEN_OFF.incrementAndGet();
                answer.fail(gone);
            });
            request.endHandler(end -> answer.complete(Response.noContent().build()));
            request.handler(bytes -> {});
            request.resume();
        });
    }
}
