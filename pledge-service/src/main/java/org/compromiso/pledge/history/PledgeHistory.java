package org.compromiso.pledge.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.pledge.register.PledgeEvent;
import org.compromiso.pledge.register.Pledges;

/**
 * The public history of a pledge: what its public events have told, from its registration on. It is read from the
 * outbox, which keeps them for ever, so that it cannot say anything else than partners were told.
 */
@ApplicationScoped
public class PledgeHistory {

    private static final String TOLD = """
            select sequence, type, time, value::text
            from outbox
            where topic = ?1 and subject = ?2 and type <> ?3 and sequence < ?4 and time < ?5
            order by sequence desc
            limit ?6
            """;

    /** Thin, and not public as part of a pledge's history: drafts, returns and comments are not in it. */
    private static final String SUBMITTED = "org.compromiso.PledgeSubmitted.v1";

    private final Pledges pledges;
    private final ObjectMapper json;

    PledgeHistory(Pledges pledges, ObjectMapper json) {
        this.pledges = pledges;
        this.json = json;
    }

    /**
     * What happened, the latest first.
     *
     * @param asOf the last day to be told of, UTC; null for all
     */
    @WithTransaction
    public Uni<Page<HistoryEntry>> of(String reference, LocalDate asOf, PageRequest page, Caller caller) {
        var before = asOf == null
                ? OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)
                : asOf.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC);
        return pledges.readable(reference, caller)
                .chain(Panache::getSession)
                .chain(session -> session.createNativeQuery(TOLD, Object[].class)
                        .setParameter(1, PledgeEvent.PLEDGES)
                        .setParameter(2, reference)
                        .setParameter(3, SUBMITTED)
                        .setParameter(4, page.afterNumber().orElse(Long.MAX_VALUE))
                        .setParameter(5, before)
                        .setParameter(6, page.limit() + 1)
                        .getResultList())
                .map(rows -> Page.of(rows, page.limit(), row -> List.of(row[0].toString()), this::entry));
    }

    private HistoryEntry entry(Object[] row) {
        try {
            var event = json.readTree((String) row[3]);
            return new HistoryEntry(
                    ((Number) row[0]).longValue(),
                    HistoryEntry.event((String) row[1]),
                    ((OffsetDateTime) row[2]).toInstant(),
                    event.path("what"),
                    event.path("pledge"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The outbox holds what is no JSON", e);
        }
    }
}
