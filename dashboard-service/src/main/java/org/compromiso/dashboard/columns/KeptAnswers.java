package org.compromiso.dashboard.columns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.compromiso.dashboard.http.ReadyAnswer;
import org.compromiso.dashboard.http.WrittenAnswer;

/**
 * Answers by the address that was asked for, so that asking again costs neither reading the question nor finding a
 * resource. An address is kept after the resource answered it, for the moment of that answer; whatever is not kept for
 * this very moment goes on to the resource, and so does every request that could be answered otherwise there: with a
 * token (which may be refused), with a body, or with another {@code Accept}.
 *
 * <p>Questions that are asked once do not push out those that are asked often (the cache counts how often), and room is
 * bounded whatever is asked.
 */
@ApplicationScoped
class KeptAnswers {

    // After the limit of addresses (RequestLimits, -250), which counts what is answered here, and before Quarkus'
    // authentication (-200), which has nothing to do for a request without a token.
    private static final int BEFORE_AUTHENTICATION = -240;

    private static final long ROOM_BYTES = 16L << 20;
    private static final int AN_ENTRY = 500;

    /** Longer addresses and headers go to the resource. */
    private static final int LONGEST = 2_000;

    private final LiveColumns live;
    private final Clock clock;
    private final CurrentVertxRequest current;
    private final Counter given;
    private final Cache<Asked, Kept> kept = Caffeine.newBuilder()
            .maximumWeight(ROOM_BYTES)
            .weigher((Asked asked, Kept answer) ->
                    AN_ENTRY + asked.characters() + answer.ready().length())
            .build();

    /**
     * All of a request that its answer depends on.
     *
     * @param accept null if it was not sent
     */
    record Asked(String uri, String accept) {

        static Asked of(HttpServerRequest request) {
            var headers = request.headers();
            // May stand there several times.
            var accept =
                    headers.contains(HttpHeaders.ACCEPT) ? String.join(",", headers.getAll(HttpHeaders.ACCEPT)) : null;
            return new Asked(request.uri(), accept);
        }

        int characters() {
            return uri.length() + (accept == null ? 0 : accept.length());
        }
    }

    private record Kept(Moment moment, ReadyAnswer ready) {}

    KeptAnswers(LiveColumns live, Clock clock, CurrentVertxRequest current, MeterRegistry meters) {
        this.live = live;
        this.clock = clock;
        this.current = current;
        this.given = meters.counter("compromiso_kept_answers");
        meters.gauge("compromiso_kept_answers_bytes", kept, KeptAnswers::bytes);
    }

    void register(@Observes Router router) {
        router.route("/api/dashboard/*").order(BEFORE_AUTHENTICATION).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        var request = context.request();
        var answer = isPlain(request) ? kept.getIfPresent(Asked.of(request)) : null;
        if (answer != null && holds(answer.moment())) {
            given.increment();
            answer.ready().send(request);
        } else {
            context.next();
        }
    }

    /** What the request asks that is being worked on; empty if there is none, or its answer is not to be kept. */
    Optional<Asked> asked() {
        if (!Arc.container().requestContext().isActive()) {
            return Optional.empty();
        }
        return Optional.ofNullable(current.getCurrent())
                .map(RoutingContext::request)
                .filter(KeptAnswers::isPlain)
                .map(Asked::of)
                .filter(asked -> asked.characters() <= LONGEST);
    }

    /** Keeps an answer until the moment is over. */
    void keep(Asked asked, Moment moment, WrittenAnswer answer) {
        kept.put(asked, new Kept(moment, new ReadyAnswer(answer)));
    }

    private static double bytes(Cache<?, ?> kept) {
        return kept.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    private boolean holds(Moment moment) {
        var columns = live.confirmed();
        return columns != null
                && moment.load() == columns.load()
                && moment.changeNumber() == columns.changeNumber()
                && moment.today().equals(LocalDate.now(clock));
    }

    private static boolean isPlain(HttpServerRequest request) {
        var headers = request.headers();
        return (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD)
                && !headers.contains(HttpHeaders.AUTHORIZATION)
                && !headers.contains(HttpHeaders.CONTENT_LENGTH)
                && !headers.contains(HttpHeaders.TRANSFER_ENCODING);
    }
}
