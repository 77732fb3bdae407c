package org.compromiso.platform.json;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.common.util.EmptyInputStream;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Gives resources their {@link Body}. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, BodyReader.MERGE_PATCH})
public class BodyReader implements ServerMessageBodyReader<Body<?>>, MessageBodyReader<Body<?>> {

    /** RFC 7396. */
    public static final String MERGE_PATCH = "application/merge-patch+json";

    private final MemorySize largest;

    BodyReader(@ConfigProperty(name = "compromiso.http.largest-body") MemorySize largest) {
        this.largest = largest;
    }

    @Override
    public boolean isReadable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo resource, MediaType mediaType) {
        return type == Body.class;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Body.class;
    }

    @Override
    public Body<?> readFrom(Class<Body<?>> type, Type genericType, MediaType mediaType, ServerRequestContext context)
            throws IOException {
        return read(genericType, context.getInputStream());
    }

    @Override
    public Body<?> readFrom(
            Class<Body<?>> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream)
            throws IOException {
        return read(genericType, stream == null ? new EmptyInputStream() : stream);
    }

    /** What came without a length is counted here. */
    private Body<?> read(Type genericType, InputStream stream) throws IOException {
        var record = (Class<?>) ((ParameterizedType) genericType).getActualTypeArguments()[0];
        var most = (int) largest.asLongValue();
        var body = stream.readNBytes(most + 1);
        if (body.length > most) {
            throw Problem.tooLarge(most);
        }
        return Body.read(body, record);
    }
}
