package org.compromiso.dashboard.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.compromiso.platform.paging.Page;

/**
 * An answer that anyone may have and caches may keep. Its strong {@code ETag} is a hash of its bytes, the same on every
 * instance; a client that has these bytes already gets 304.
 */
@ApplicationScoped
public class PublicAnswer {

    /** May be kept, but must be asked for again: a projected change is seen at once. */
    public static final String ASK_AGAIN = "public, no-cache";

    /** Compressed or not; and the header that lets a browser read an answer names the origin that asked. */
    public static final String VARY = HttpHeaders.ACCEPT_ENCODING + ", Origin";

    /** What answers are unless told. */
    private static final String JSON = "application/json;charset=UTF-8";

    private static final String AN_HOUR = "public, max-age=3600";

    private final ObjectMapper json;

    public PublicAnswer(ObjectMapper json) {
        this.json = json;
    }

    /**
     * @param body what to answer
     * @param known the request's {@code If-None-Match}; may be null
     */
    public Response of(Object body, String known) {
        return answer(body, known, ASK_AGAIN).build();
    }

    /** For what changes with a release only. */
    public Response forAnHour(Object body, String known) {
        return answer(body, known, AN_HOUR).build();
    }

    /** A part of a list: {@code Link} names the next one. */
    public Response page(Page<?> page, String known, UriInfo uri) {
        var answer = answer(page, known, ASK_AGAIN);
        page.link(uri).ifPresent(link -> answer.header(HttpHeaders.LINK, link));
        return answer.build();
    }

    /** What has been written already, and may be given to many. */
    public Response of(WrittenAnswer written, String known) {
        return answer(written, known, ASK_AGAIN).build();
    }

    /** For what was written already and changes with a release only. */
    public Response forAnHour(WrittenAnswer written, String known) {
        return answer(written, known, AN_HOUR).build();
    }

    /** Writes an answer, to be given as often as it holds. */
    public WrittenAnswer write(Object body) {
        return write(body, JSON);
    }

    /** The same with a narrower type than JSON. */
    public WrittenAnswer write(Object body, String mediaType) {
        var bytes = bytes(body);
        return new WrittenAnswer(bytes, '"' + hash(bytes) + '"', mediaType, 0);
    }

    private Response.ResponseBuilder answer(Object body, String known, String cacheControl) {
        return answer(write(body), known, cacheControl);
    }

    private static Response.ResponseBuilder answer(WrittenAnswer written, String known, String cacheControl) {
        var answer = matches(known, written.etag())
                ? Response.notModified()
                : Response.ok(written.bytes(), written.mediaType());
        if (written.age() > 0) {
            answer.header("Age", written.age());
        }
        return answer.header(HttpHeaders.ETAG, written.etag())
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .header(HttpHeaders.VARY, VARY);
    }

    /** Whether one of the tags of {@code If-None-Match} (may be null) is this one; weak ones count (RFC 9110, 13.1.2). */
    public static boolean matches(String known, String etag) {
        return known != null
                && Arrays.stream(known.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }

    private byte[] bytes(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What an {@code ETag} says of bytes. */
    public static String hash(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
