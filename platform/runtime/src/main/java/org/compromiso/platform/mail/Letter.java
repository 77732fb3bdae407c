package org.compromiso.platform.mail;

import java.util.regex.Pattern;

/**
 * What becomes of a claim when its turn has come: a mail, or the reason why none is needed any more.
 *
 * <p>Nothing that a person wrote can start a header: the title line is one line of at most 200 characters, and an address
 * that is more than an address is refused.
 */
public sealed interface Letter {

    /**
     * A mail.
     *
     * @param address where to, looked up just now
     * @param title its subject line
     * @param text plain text
     */
    record Written(String address, String title, String text) implements Letter {

        private static final int LONGEST_TITLE = 200;
        private static final Pattern ADDRESS = Pattern.compile("[^@\\s\\p{Cntrl}<>,;:\"()\\[\\]\\\\]+"
                + "@[^@\\s\\p{Cntrl}<>,;:\"()\\[\\]\\\\]+\\.[^@\\s\\p{Cntrl}<>,;:\"()\\[\\]\\\\]+");

        public Written {
            title = oneLine(title);
        }

        /** False for what a mail server might take for several addresses, a name or a command. */
        boolean isAddressed() {
            return ADDRESS.matcher(address).matches();
        }

        private static String oneLine(String text) {
            var line = text.replaceAll("[\\s\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ")
                    .strip();
            return line.codePointCount(0, line.length()) <= LONGEST_TITLE
                    ? line
                    : line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
        }

        /** Without the address: it would get into logs. */
        @Override
        public String toString() {
            return "Written";
        }
    }

    /**
     * No mail after all.
     *
     * @param reason for the log and the admins; no personal data
     */
    record NotNeeded(String reason) implements Letter {}
}
