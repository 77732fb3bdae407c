package org.compromiso.pledge.progress;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class ProgressReportRepository implements PanacheRepositoryBase<StoredReport, StoredReport.Key> {

    /** Newest first, one more than asked for. */
    Uni<List<StoredReport>> before(String reference, long number, int limit) {
        var bound = (int) Math.min(number, Integer.MAX_VALUE);
        return find("reference = ?1 and number < ?2 order by number desc", reference, bound)
                .range(0, limit)
                .list();
    }
}
