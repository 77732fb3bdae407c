package org.compromiso.dashboard.http;

import java.time.Duration;

/**
 * An answer as it goes to the client.
 *
 * @param bytes JSON in UTF-8; not to be changed
 * @param etag a hash of the bytes, quoted
 * @param mediaType as {@code Content-Type} tells it
 * @param age seconds for which it is not known whether this is still so; 0 if it is
 */
public record WrittenAnswer(byte[] bytes, String etag, String mediaType, long age) {

    /** The same, known to have been so that long ago. */
    public WrittenAnswer ofAge(Duration age) {
        return age.toSeconds() == this.age ? this : new WrittenAnswer(bytes, etag, mediaType, age.toSeconds());
    }
}
