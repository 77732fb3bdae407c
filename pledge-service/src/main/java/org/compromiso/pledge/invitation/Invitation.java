package org.compromiso.pledge.invitation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/**
 * That a participant of a pledge was asked at its last submission, and by what its account is known: the name of the
 * entity as names are compared, or an address in small letters (domain.md, Consent). Numbered in the order of asking.
 */
@Entity
@Immutable
@Table(name = "pledge_invitation")
class Invitation {

    @Id
    long number;

    String reference;

    UUID participant;

    @Column(name = "name_key")
    String nameKey;

    String email;

    /** For Hibernate. */
    protected Invitation() {}
}
