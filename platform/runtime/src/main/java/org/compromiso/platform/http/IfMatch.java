package org.compromiso.platform.http;

import java.util.regex.Pattern;
import org.compromiso.platform.problem.Problem;

/**
 * The version that a client wants to change, from {@code If-Match}: one strong entity tag of ours, {@code "7"}.
 */
public final class IfMatch {

    private static final Pattern OURS = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

    private final String header;

    private IfMatch(String header) {
        this.header = header;
    }

    public static IfMatch of(String header) {
        return new IfMatch(header);
    }

    /** The strong entity tag of a version. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /** Throws 412 when the header names another version; for what may also be done without it. */
    public void checkIfSent(long version) {
        if (header != null) {
            check(version);
        }
    }

    /** Throws 428 without the header, 412 when it names another version. */
    public void check(long version) {
        if (header == null) {
            throw Problem.of(428, "precondition-required");
        }
        var tag = OURS.matcher(header.strip());
        if (!tag.matches() || Long.parseLong(tag.group(1)) != version) {
            throw Problem.of(412, "changed-meanwhile").header("ETag", etag(version));
        }
    }
}
