package org.compromiso.platform.trace;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What belongs together across services: the {@code traceparent} of W3C Trace Context, level 1. It is handed on from a
 * request to the events that it causes, and from an event to those that follow from it; nothing is recorded here.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero; the same all the way
 * @param spanId 16 such digits: who of all on the way says it
 * @param sampled whether a caller further up records this trace
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {

    /** The name of the header, of requests and of Kafka's records. */
    public static final String HEADER = "traceparent";

    /** A later version may add fields behind; version ff and identifiers of zeros are invalid. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final String CURRENT = "compromiso.trace";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    /** Reads a header; nothing when there is none or it is invalid, which the standard says to treat alike. */
    public static Optional<TraceContext> parse(String header) {
        var match = TRACEPARENT.matcher(header == null ? "" : header);
        if (!match.matches() || match.group(1).equals("00") && match.group(5) != null) {
            return Optional.empty();
        }
        var sampled = (HexFormat.fromHexDigits(match.group(4)) & 1) == 1;
        return Optional.of(new TraceContext(match.group(2), match.group(3), sampled));
    }

    /** A trace that begins here. */
    public static TraceContext begin() {
        return new TraceContext(random(16), random(8), false);
    }

    /** The next step of the same trace. */
    public TraceContext next() {
        return new TraceContext(traceId, random(8), sampled);
    }

    /** Makes this the trace of the request or event that is being worked on. */
    public void enter() {
        Vertx.currentContext().putLocal(CURRENT, this);
    }

    /** The trace of the request or event that is being worked on; one that begins here when it came with none. */
    public static TraceContext current() {
        Context context = Vertx.currentContext();
        TraceContext current = context.getLocal(CURRENT);
        if (current == null) {
            current = begin();
            current.enter();
        }
        return current;
    }

    /** As it stands in the header. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    private static String random(int bytes) {
        var id = new byte[bytes];
        RANDOM.nextBytes(id);
        return HEX.formatHex(id);
    }
}
