package org.compromiso.platform.idempotency;

/**
 * What is kept of the answer to a request with an {@code Idempotency-Key}: enough to answer again, no content.
 *
 * @param status the HTTP status
 * @param reference the reference or id of what was changed; {@code Location} follows from it
 * @param version the version after the change; the {@code ETag} follows from it
 */
public record Answer(int status, String reference, long version) {}
