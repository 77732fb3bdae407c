package org.compromiso.pledge.progress;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Objects;
import org.compromiso.pledge.register.Author;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A progress report as it was received: never changed, never deleted. */
@Entity(name = "ProgressReport")
@Table(name = "progress_report")
@IdClass(StoredReport.Key.class)
class StoredReport {

    /** Numbered within its pledge. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        String reference;
        int number;

        protected Key() {}

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

    @Column(name = "received_on")
    LocalDate receivedOn;

    @Column(name = "author")
    String author;

    @JdbcTypeCode(SqlTypes.JSON)
    ProgressReport content;

    protected StoredReport() {}

    StoredReport(String reference, int number, LocalDate receivedOn, Author author, ProgressReport content) {
        this.reference = reference;
        this.number = number;
        this.receivedOn = receivedOn;
        this.author = author.code();
        this.content = content;
    }
}
