package org.compromiso.platform.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.UUID;
import org.compromiso.platform.sql.ServerAway;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure inside a resource becomes a problem; nothing of what went wrong inside is shown. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final Endpoints endpoints;
    private final SecurityIdentity identity;
    private final MemorySize largest;

    ProblemMappers(
            Endpoints endpoints,
            SecurityIdentity identity,
            @ConfigProperty(name = "compromiso.http.largest-body") MemorySize largest) {
        this.endpoints = endpoints;
        this.identity = identity;
        this.largest = largest;
    }

    @ServerExceptionMapper
    Response refused(Problem problem, UriInfo uri, HttpHeaders headers) {
        return answer(problem, uri, headers);
    }

    @ServerExceptionMapper
    Response missingToken(UnauthorizedException e, UriInfo uri, HttpHeaders headers) {
        return answer(Problem.of(401, "token-missing").header("WWW-Authenticate", "Bearer"), uri, headers);
    }

    @ServerExceptionMapper
    Response invalidToken(AuthenticationFailedException e, UriInfo uri, HttpHeaders headers) {
        return answer(Problem.of(401, "token-invalid").header("WWW-Authenticate", "Bearer"), uri, headers);
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, UriInfo uri, HttpHeaders headers) {
        return answer(Problem.of(403, "forbidden"), uri, headers);
    }

    /** Two writers: the one that came second is told to read again (hibernate's own exception is wrapped in this). */
    @ServerExceptionMapper
    Response changedMeanwhile(OptimisticLockException e, UriInfo uri, HttpHeaders headers) {
        return answer(Problem.of(412, "changed-meanwhile"), uri, headers);
    }

    @ServerExceptionMapper
    Response noSuchPath(NotFoundException e, UriInfo uri, HttpHeaders headers) {
        return answer(Problem.of(404, "no-such-path"), uri, headers);
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException e, UriInfo uri, HttpHeaders headers, Request request) {
        var status = e.getResponse().getStatus();
        var problem = switch (status) {
            case 405 ->
                Problem.of(405, "method-not-allowed")
                        .header("Allow", String.join(", ", endpoints.allowed(uri.getPath())));
            case 406 -> Problem.of(406, "not-acceptable");
            case 413 -> Problem.tooLarge(largest.asLongValue());
            case 415 -> unsupported(request.getMethod(), uri.getPath());
            default -> status < 500 ? Problem.of(status, "unreadable") : null;
        };
        if (problem == null) {
            return unexpected(e, uri, headers);
        }
        return answer(problem, uri, headers);
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, UriInfo uri, HttpHeaders headers) {
        if (ServerAway.isCauseOf(e)) {
            LOG.warnf("%s lacks a server: %s", uri.getPath(), e);
            return answer(Problem.of(503, "unavailable").header("Retry-After", "5"), uri, headers);
        }
        var incident = UUID.randomUUID();
        LOG.errorf(e, "Incident %s at %s", incident, uri.getPath());
        return answer(Problem.of(500, "unexpected", Map.of("incident", incident)), uri, headers);
    }

    /** Who may not call at all is told that first (api.md, order of answers). */
    private Problem unsupported(String method, String path) {
        return endpoints.refusal(method, path, identity).orElseGet(() -> Problem.of(415, "unsupported-media-type"));
    }

    private static Response answer(Problem problem, UriInfo uri, HttpHeaders headers) {
        var locale = Messages.preferred(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        var response = Response.status(problem.status())
                .type(ProblemDocument.MEDIA_TYPE)
                .header(HttpHeaders.CONTENT_LANGUAGE, locale.getLanguage())
                .entity(ProblemDocument.of(problem, uri.getPath(), locale));
        problem.headers().forEach(response::header);
        return response.build();
    }
}
