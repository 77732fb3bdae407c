package org.compromiso.dashboard.http;

/**
 * An answer as it goes to the client.
 *
 * @param bytes JSON in UTF-8; not to be changed
 * @param etag a hash of the bytes, quoted
 * @param mediaType as {@code Content-Type} tells it
 */
public record WrittenAnswer(byte[] bytes, String etag, String mediaType) {}
