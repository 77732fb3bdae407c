package org.compromiso.dashboard.rebuild;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A rebuild that was asked for. States: {@code waiting}, {@code reading}, {@code lacking} (everything is read, but
 * subjects that readers see are missing: it goes on reading until they come), {@code swapped}. Only whoever builds
 * changes it after it was asked for, but for {@code forced}.
 */
@Entity
@Table(name = "rebuild")
class Rebuild {

    static final String SWAPPED = "swapped";

    @Id
    UUID id;

    @Column(insertable = false, updatable = false)
    int generation;

    @Column(updatable = false)
    String cause;

    boolean forced;

    @Column(updatable = false)
    String state;

    @Column(name = "requested_at", updatable = false)
    OffsetDateTime requestedAt;

    @Column(name = "started_at", insertable = false, updatable = false)
    OffsetDateTime startedAt;

    @Column(name = "finished_at", insertable = false, updatable = false)
    OffsetDateTime finishedAt;

    @Column(name = "events_done", updatable = false)
    long eventsDone;

    @Column(name = "events_total", insertable = false, updatable = false)
    Long eventsTotal;

    @Column(name = "events_per_second", insertable = false, updatable = false)
    Double eventsPerSecond;

    @Column(name = "measured_at", insertable = false, updatable = false)
    OffsetDateTime measuredAt;

    @Column(name = "missing_subjects", insertable = false, updatable = false)
    Long missingSubjects;

    protected Rebuild() {}

    /** Asked for by an admin. */
    static Rebuild askedFor(boolean forced, OffsetDateTime now) {
        var rebuild = new Rebuild();
        rebuild.id = UUID.randomUUID();
        rebuild.cause = "requested";
        rebuild.forced = forced;
        rebuild.state = "waiting";
        rebuild.requestedAt = now;
        return rebuild;
    }
}
