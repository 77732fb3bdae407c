package org.compromiso.practice.publication;

import java.io.Serializable;
import java.util.Objects;

/** Names one round of one practice. */
class RoundKey implements Serializable {

    private static final long serialVersionUID = 1L;

    String reference;
    int round;

    /** For Hibernate. */
    protected RoundKey() {}

    RoundKey(String reference, int round) {
        this.reference = reference;
        this.round = round;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoundKey key && key.round == round && key.reference.equals(reference);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reference, round);
    }
}
