package org.compromiso.pledge.register;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.hibernate.annotations.Immutable;

/**
 * A case of compliance whose decision the pledge has heard, as {@code ComplianceDecisions} wrote it down. Its comment is
 * for the owner and the secretariat alone.
 */
@Entity
@Immutable
@Table(name = "heard_case")
@IdClass(HeardCase.Key.class)
class HeardCase {

    /** A decision of each case. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        String reference;
        int number;

        protected Key() {}

        Key(String reference, int number) {
            this.reference = reference;
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.number == number && key.reference.equals(reference);
        }

        @Override
        public int hashCode() {
            return Objects.hash(reference, number);
        }
    }

    @Id
    String reference;

    @Id
    int number;

    String comment;

    /** For Hibernate. */
    protected HeardCase() {}
}
