package org.compromiso.launcher;

/** Why the launcher does not go on, in a sentence for the person at the terminal: no stack trace follows it. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Refusal(String message) {
        super(message);
    }

    public Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
