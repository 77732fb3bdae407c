package org.compromiso.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Failures that never reach a resource (unknown path, refused token, body too large) are problems too. */
@ApplicationScoped
class RouterProblems {

    /** Three parts of base64url: what is not even that is not worth asking the verifier about. */
    private static final Pattern TOKEN = Pattern.compile("(?i)bearer +[\\w-]+\\.[\\w-]+\\.[\\w-]+ *");

    /** After the limits (RequestLimits), and so after authentication; before anything that reads a body. */
    private static final int AFTER_AUTHENTICATION = -140;

    /** How long a refused client may go on sending before the connection is closed on it. */
    private static final Duration LEFTOVERS = Duration.ofSeconds(10);

    private final ObjectMapper json;
    private final Endpoints endpoints;
    private final long largest;

    RouterProblems(
            ObjectMapper json,
            Endpoints endpoints,
            @ConfigProperty(name = "compromiso.http.largest-body") MemorySize largest) {
        this.json = json;
        this.endpoints = endpoints;
        this.largest = largest.asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::refuseAtTheDoor).failureHandler(this::failed);
        router.route().order(AFTER_AUTHENTICATION).handler(this::refuseLargeBody);
        router.route().order(Integer.MAX_VALUE).handler(context -> answer(context, Problem.of(404, "no-such-path")));
    }

    private void refuseAtTheDoor(RoutingContext context) {
        var authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        context.addEndHandler(answered -> {
            // When the client has gone, whoever reads is to hear of it.
            if (answered.succeeded()) {
                dropWhatIsStillSent(context);
            }
        });
        if (authorization != null
                && authorization.regionMatches(true, 0, "bearer", 0, 6)
                && !TOKEN.matcher(authorization).matches()) {
            answer(context, Problem.of(401, "token-invalid").header("WWW-Authenticate", "Bearer"));
        } else if (context.request().path().indexOf(';') >= 0) {
            // No path of ours has matrix parameters. REST would ignore them, and decode what stands beside them; limits
            // and all else that goes by the path would take it for another one.
            answer(context, Problem.of(404, "no-such-path"));
        } else {
            context.next();
        }
    }

    /**
     * By its announced length, without reading it. What nobody reads (no such path, no such method) is let through to
     * be told so, and who may not call is told that first (api.md, order of answers).
     */
    private void refuseLargeBody(RoutingContext context) {
        var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        var most = largest(context);
        var method = context.request().method().name();
        var path = context.normalizedPath();
        if (length == null
                || !length.matches("[0-9]+")
                || (length.length() <= 18 && Long.parseLong(length) <= most)
                || !endpoints.allowed(path).contains(method)) {
            context.next();
        } else {
            answer(context, endpoints.refusal(method, path, identity(context)).orElseGet(() -> Problem.tooLarge(most)));
        }
    }

    private static SecurityIdentity identity(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                ? user.getSecurityIdentity()
                : QuarkusSecurityIdentity.builder().setAnonymous(true).build();
    }

    private long largest(RoutingContext context) {
        return endpoints
                .largestBody(context.request().method().name(), context.normalizedPath())
                .orElse(largest);
    }

    /**
     * A client that is still sending would not see the answer if the connection were closed on it: what it sends is
     * dropped for a while.
     */
    private static void dropWhatIsStillSent(RoutingContext context) {
        var request = context.request();
        if (!request.isEnded()) {
            var timer = context.vertx()
                    .setTimer(LEFTOVERS.toMillis(), late -> request.connection().close());
            request.exceptionHandler(gone -> context.vertx().cancelTimer(timer));
            request.endHandler(end -> context.vertx().cancelTimer(timer));
            request.handler(dropped -> {});
            request.resume();
        }
    }

    private void failed(RoutingContext context) {
        if (context.failure() instanceof AuthenticationFailedException) {
            answer(context, Problem.of(401, "token-invalid").header("WWW-Authenticate", "Bearer"));
        } else if (context.failure() instanceof Problem problem) {
            answer(context, problem);
        } else if (context.statusCode() == 413) {
            answer(context, Problem.tooLarge(largest(context)));
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
