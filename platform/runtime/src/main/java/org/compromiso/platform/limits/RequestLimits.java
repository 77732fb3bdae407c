package org.compromiso.platform.limits;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who asks too much is told 429 and when to try again, before it costs anything: an address ({@link ClientAddress}) before its token is looked
 * at, an account as soon as the token is known. Both count, so that neither many accounts behind one address nor one
 * account behind many get around it. Under {@code /api} only: health, metrics and documents are exempt, and so are the
 * browsers' preflights.
 */
@ApplicationScoped
class RequestLimits {

    // Quarkus' filters: CORS at -300 (a browser shall be able to read the refusal), authentication at -200.
    private static final int BEFORE_AUTHENTICATION = -250;
    private static final int AFTER_AUTHENTICATION = -150;

    /** The same limit, counted for addresses and for accounts apart. */
    private record Pair(Limit addresses, Limit accounts) {}

    private final Pair reads;
    private final Pair writes;
    private final Map<String, Pair> routes = new HashMap<>();
    private final MeterRegistry meters;

    RequestLimits(Limits limits, MeterRegistry meters) {
        this.meters = meters;
        reads = pair(limits.reads(), Duration.ofSeconds(1), limits.remembered());
        writes = pair(limits.writes(), Duration.ofSeconds(1), limits.remembered());
        limits.routes()
                .values()
                .forEach(route -> routes.put(
                        route.method() + ' ' + route.path(),
                        pair(route.requests(), route.period(), limits.remembered())));
    }

    private static Pair pair(int requests, Duration period, int remembered) {
        return new Pair(
                new Limit(requests, period, remembered, TimeMeter.SYSTEM_NANOTIME),
                new Limit(requests, period, remembered, TimeMeter.SYSTEM_NANOTIME));
    }

    void register(@Observes Router router) {
        router.route("/api/*").order(BEFORE_AUTHENTICATION).handler(this::limitAddress);
        router.route("/api/*").order(AFTER_AUTHENTICATION).handler(this::limitAccount);
    }

    private void limitAddress(RoutingContext context) {
        take(context, limits(context).addresses(), ClientAddress.of(context.request()), "address");
    }

    private void limitAccount(RoutingContext context) {
        var account = account(context);
        if (account == null) {
            context.next();
        } else {
            take(context, limits(context).accounts(), account, "account");
        }
    }

    private void take(RoutingContext context, Limit limit, String key, String kind) {
        var wait = limit.take(key);
        if (wait.isZero()) {
            context.next();
            return;
        }
        meters.counter("compromiso_limited", "by", kind).increment();
        var seconds = Long.toString(wait.plusNanos(999_999_999).toSeconds());
        context.fail(
                Problem.of(429, "too-many-requests", Map.of("seconds", seconds)).header("Retry-After", seconds));
    }

    private Pair limits(RoutingContext context) {
        var request = context.request();
        var own = routes.isEmpty() ? null : routes.get(request.method().name() + ' ' + route(context.normalizedPath()));
        if (own != null) {
            return own;
        }
        return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD ? reads : writes;
    }

    /**
     * A slash at the end leads to the same resource; so do escapes and doubled slashes, which are normalized before, and
     * matrix parameters, which are refused before (RouterProblems).
     */
    private static String route(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String account(RoutingContext context) {
        if (!(context.user() instanceof QuarkusHttpUser user)) {
            return null;
        }
        SecurityIdentity identity = user.getSecurityIdentity();
        if (identity.isAnonymous()) {
            return null;
        }
        return identity.getPrincipal() instanceof JsonWebToken token
                ? token.getSubject()
                : identity.getPrincipal().getName();
    }
}
