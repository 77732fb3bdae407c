package org.compromiso.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Failures that never reach a resource (unknown path, refused token, body too large) are problems too. */
@ApplicationScoped
class RouterProblems {

    /** Three parts of base64url: what is not even that is not worth asking the verifier about. */
    private static final Pattern TOKEN = Pattern.compile("(?i)bearer +[\\w-]+\\.[\\w-]+\\.[\\w-]+ *");

    private final ObjectMapper json;
    private final long largest;

    RouterProblems(ObjectMapper json, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
        this.json = json;
        this.largest = largest.asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::refuseAtTheDoor).failureHandler(this::failed);
        router.route().order(Integer.MAX_VALUE).handler(context -> answer(context, Problem.of(404, "no-such-path")));
    }

    private void refuseAtTheDoor(RoutingContext context) {
        var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        var authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (length != null && length.matches("[0-9]+") && (length.length() > 18 || Long.parseLong(length) > largest)) {
            answer(context, Problem.of(413, "too-large").header("Connection", "close"));
        } else if (authorization != null
                && authorization.regionMatches(true, 0, "bearer", 0, 6)
                && !TOKEN.matcher(authorization).matches()) {
            answer(context, Problem.of(401, "token-invalid").header("WWW-Authenticate", "Bearer"));
        } else {
            context.next();
        }
    }

    private void failed(RoutingContext context) {
        if (context.failure() instanceof AuthenticationFailedException) {
            answer(context, Problem.of(401, "token-invalid").header("WWW-Authenticate", "Bearer"));
        } else if (context.failure() instanceof Problem problem) {
            answer(context, problem);
        } else if (context.statusCode() == 413) {
            answer(context, Problem.of(413, "too-large"));
        } else if (context.statusCode() == 400) {
            answer(context, Problem.of(400, "unreadable"));
        } else {
            context.next();
        }
    }

    private void answer(RoutingContext context, Problem problem) {
        if (context.response().ended()) {
            return;
        }
        var locale = Messages.preferred(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        var response = context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, locale.getLanguage());
        problem.headers().forEach(response::putHeader);
        try {
            response.end(json.writeValueAsString(
                    ProblemDocument.of(problem, context.request().path(), locale)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
