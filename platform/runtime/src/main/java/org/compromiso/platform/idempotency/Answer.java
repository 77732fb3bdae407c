package org.compromiso.platform.idempotency;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.compromiso.platform.http.IfMatch;

/**
 * What is kept of the answer to a request with an {@code Idempotency-Key}: enough to answer again, no content.
 *
 * @param status the HTTP status
 * @param reference the reference or id of what was changed; {@code Location} follows from it
 * @param version the version after the change; the {@code ETag} follows from it
 */
public record Answer(int status, String reference, long version) {

    /** The answer over HTTP: the view as it is now, with the ETag, and the Location of what was created. */
    public Response with(Object view, String collection) {
        var response = Response.status(status).entity(view).header(HttpHeaders.ETAG, IfMatch.etag(version));
        if (status == Response.Status.CREATED.getStatusCode()) {
            // As api.md has it: a path, right behind whatever host the client used.
            response.header(HttpHeaders.LOCATION, collection + "/" + reference);
        }
        return response.build();
    }
}
