package org.compromiso.dashboard.http;

/**
 * An answer as it goes to the client.
 *
 * @param bytes JSON in UTF-8; not to be changed
 * @param etag a hash of the bytes, quoted
 */
public record WrittenAnswer(byte[] bytes, String etag) {}
