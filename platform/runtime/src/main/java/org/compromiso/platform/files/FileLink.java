package org.compromiso.platform.files;

import java.time.Instant;

/**
 * An address under which a file can be fetched without a token for a while.
 *
 * @param url the whole address
 * @param expiresAt from then on it is refused
 */
public record FileLink(String url, Instant expiresAt) {}
