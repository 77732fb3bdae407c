package org.compromiso.dashboard.projection;

/** Somebody else has written meanwhile: what this writer believes is outdated, and it must start from the tables. */
public class FencedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FencedException(String message) {
        super(message);
    }
}
