package org.compromiso.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;

/** Failures that never reach a resource (unknown path, refused token, body too large) are problems too. */
@ApplicationScoped
class RouterProblems {

    private final ObjectMapper json;

    RouterProblems(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
        router.route().order(Integer.MAX_VALUE).handler(context -> answer(context, Problem.of(404, "no-such-path")));
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
