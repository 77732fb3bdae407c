package org.compromiso.review.pledges;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What this service knows of pledges: the newest public state and all progress reports, whatever order their versions
 * arrive in. Every method belongs into a transaction of its caller.
 */
@ApplicationScoped
public class Pledges {

    /** Of a pledge with more reports, a case shows the newest; the rest is public at pledge-service. */
    static final int SHOWN_REPORTS = 100;

    /**
     * Remembers a version: its state unless a newer one is known, its report unless it is known. The pledge is locked
     * from then on, for a newer state or not: what concerns its cases of compliance happens one after the other.
     *
     * @return whether the version brought a report that was not known
     */
    public Uni<Boolean> take(PledgeVersion version) {
        return Panache.getSession()
                .chain(session -> state(session, version)
                        .chain(() -> version.report()
                                .map(report -> report(session, version.reference(), report))
                                .orElse(Uni.createFrom().item(0)))
                        .map(added -> added == 1));
    }

    /** The newest state that is known; null when the pledge is not. */
    public Uni<KnownPledge> known(String reference) {
        return Panache.getSession().chain(session -> session.find(KnownPledge.class, reference));
    }

    /** The same, locked for the transaction as {@link #take} locks it. */
    public Uni<KnownPledge> locked(String reference) {
        return Panache.getSession()
                .chain(session -> session.find(KnownPledge.class, reference, LockModeType.PESSIMISTIC_WRITE));
    }

    /**
     * What a review of compliance looks at: {@code {"pledge":…,"reports":[…],"olderReports":false}}, the newest report
     * first.
     */
    public Uni<JsonNode> content(String reference) {
        return known(reference).chain(pledge -> reports(reference).map(reports -> content(pledge, reports)));
    }

    private static JsonNode content(KnownPledge pledge, List<ProgressReport> reports) {
        var content = JsonNodeFactory.instance.objectNode();
        content.set("pledge", pledge.content);
        var shown = content.putArray("reports");
        reports.stream().limit(SHOWN_REPORTS).forEach(report -> shown.add(report.content));
        return content.put("olderReports", reports.size() > SHOWN_REPORTS);
    }

    /** One more than is shown. */
    private static Uni<List<ProgressReport>> reports(String reference) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "from ProgressReport where reference = ?1 order by number desc", ProgressReport.class)
                        .setParameter(1, reference)
                        .setMaxResults(SHOWN_REPORTS + 1)
                        .getResultList());
    }

    /** Locks the row also when what is known is newer. JSON goes as text: the driver would make a string of it. */
    private static Uni<Integer> state(Mutiny.Session session, PledgeVersion version) {
        return session.createNativeQuery("insert into pledge"
                        + " (reference, version, registration, submission, title, owner, demo, content)"
                        + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, cast(cast(?8 as text) as json))"
                        + " on conflict (reference) do update set version = excluded.version,"
                        + " registration = excluded.registration, submission = excluded.submission,"
                        + " title = excluded.title, owner = excluded.owner, demo = excluded.demo,"
                        + " content = excluded.content where pledge.version < excluded.version")
                .setParameter(1, version.reference())
                .setParameter(2, version.version())
                .setParameter(3, version.registration())
                .setParameter(4, version.submission())
                .setParameter(5, version.title())
                .setParameter(6, version.owner())
                .setParameter(7, version.demo())
                .setParameter(8, version.content().toString())
                .executeUpdate();
    }

    private static Uni<Integer> report(Mutiny.Session session, String reference, PledgeVersion.Report report) {
        return session.createNativeQuery("insert into progress_report (reference, number, content)"
                        + " values (?1, ?2, cast(cast(?3 as text) as json)) on conflict do nothing")
                .setParameter(1, reference)
                .setParameter(2, report.number())
                .setParameter(3, report.content().toString())
                .executeUpdate();
    }
}
