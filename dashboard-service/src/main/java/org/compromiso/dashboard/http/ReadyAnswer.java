package org.compromiso.dashboard.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * A written answer with its headers encoded, to be sent as often as it holds without going through a resource. What a
 * client sees is what {@link PublicAnswer#of(WrittenAnswer, String)} would have given it.
 */
public final class ReadyAnswer {

    private static final CharSequence ETAG = HttpHeaders.createOptimized("ETag");
    private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence ASK_AGAIN = HttpHeaders.createOptimized(PublicAnswer.ASK_AGAIN);
    private static final CharSequence VARY = HttpHeaders.createOptimized("Vary");
    private static final CharSequence WITH = HttpHeaders.createOptimized(PublicAnswer.VARY);
    private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");

    private final String etag;
    private final CharSequence etagHeader;
    private final CharSequence mediaType;
    private final Buffer body;

    /** Makes it ready. */
    public ReadyAnswer(WrittenAnswer written) {
        this.etag = written.etag();
        this.etagHeader = HttpHeaders.createOptimized(etag);
        this.mediaType = HttpHeaders.createOptimized(written.mediaType());
        this.body = Buffer.buffer(written.bytes());
    }

    /** Bytes of its body. */
    public int length() {
        return body.length();
    }

    /** Answers; 304 if the client has these bytes already. */
    public void send(HttpServerRequest request) {
        var response = request.response();
        response.headers().set(ETAG, etagHeader).set(CACHE_CONTROL, ASK_AGAIN).set(VARY, WITH);
        if (PublicAnswer.matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), etag)) {
            response.setStatusCode(304).end();
        } else {
            response.headers().set(CONTENT_TYPE, mediaType);
            response.end(body);
        }
    }
}
