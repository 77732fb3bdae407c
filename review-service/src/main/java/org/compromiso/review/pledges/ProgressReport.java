package org.compromiso.review.pledges;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What an entity said of its own pledge on one day; never edited. It is written by {@link Pledges#take} alone. */
@Entity
@Immutable
@IdClass(ProgressReport.Key.class)
@Table(name = "progress_report")
class ProgressReport {

    /** A report is known by its pledge and its number there. */
    record Key(String reference, int number) implements Serializable {}

    @Id
    String reference;

    @Id
    int number;

    @JdbcTypeCode(SqlTypes.JSON)
    JsonNode content;

    protected ProgressReport() {}
}
