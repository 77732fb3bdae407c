package org.compromiso.review.pledges;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Set;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The newest public state of a pledge that is or was registered. It is written by {@link Pledges#take} alone. */
@Entity
@Immutable
@Table(name = "pledge")
public class KnownPledge {

    /** A code that is not known here is neither: nothing is opened, nothing is cancelled. */
    private static final Set<String> CLOSED = Set.of("withdrawn", "superseded");

    @Id
    String reference;

    String registration;

    int submission;

    String title;

    String owner;

    boolean demo;

    @JdbcTypeCode(SqlTypes.JSON)
    JsonNode content;

    /** For Hibernate. */
    protected KnownPledge() {}

    /** The pledge in this version. */
    public static KnownPledge of(PledgeVersion version) {
        var pledge = new KnownPledge();
        pledge.reference = version.reference();
        pledge.registration = version.registration();
        pledge.submission = version.submission();
        pledge.title = version.title();
        pledge.owner = version.owner();
        pledge.demo = version.demo();
        pledge.content = version.content();
        return pledge;
    }

    public boolean isRegistered() {
        return registration.equals("registered");
    }

    /** Withdrawn or superseded: for good. */
    public boolean isClosed() {
        return CLOSED.contains(registration);
    }

    public String reference() {
        return reference;
    }

    /** A code of {@code registrations}. */
    public String registration() {
        return registration;
    }

    /** The number of the submission that was accepted. */
    public int submission() {
        return submission;
    }

    public String title() {
        return title;
    }

    /** The entity whose account recorded it. */
    public String owner() {
        return owner;
    }

    public boolean isDemo() {
        return demo;
    }
}
