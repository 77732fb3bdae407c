package org.compromiso.platform.inbox;

/** A message that can never be applied, however often it is tried. */
public class PoisonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PoisonException(String message, Throwable cause) {
        super(message, cause);
    }
}
