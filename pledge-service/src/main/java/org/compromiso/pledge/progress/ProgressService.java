package org.compromiso.pledge.progress;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.idempotency.Idempotency;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.pledge.compliance.Compliance;
import org.compromiso.pledge.register.Author;
import org.compromiso.pledge.register.Pledge;
import org.compromiso.pledge.register.PledgeEvent;
import org.compromiso.pledge.register.Pledges;

/** Takes and shows progress reports. */
@ApplicationScoped
public class ProgressService {

    private final Pledges pledges;
    private final ProgressReportRepository reports;
    private final Idempotency idempotency;
    private final Clock clock;

    ProgressService(Pledges pledges, ProgressReportRepository reports, Idempotency idempotency, Clock clock) {
        this.pledges = pledges;
        this.reports = reports;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** Takes the owner's next report: from now on it is what the entity says of its pledge. */
    @WithTransaction
    public Uni<Answer> report(String reference, Body<ProgressReport> body, Caller caller) {
        return idempotency.once(
                body.tree(),
                () -> pledges.owned(reference, caller).chain(pledge -> {
                    Pledges.requireRegistered(pledge);
                    var today = LocalDate.now(clock);
                    var report = body.valid(r -> r.check(pledge.form(), today));
                    var author = Author.of(caller, pledge);
                    var number = pledge.nextReportNumber();
                    pledge.report(
                            new Compliance.SelfReported(report.state(), report.on(), today, number, report.evidence()),
                            clock.instant());
                    return pledges.changed(pledge, 201, () -> told(pledge, number, today, author, report))
                            .call(() -> reports.persistAndFlush(
                                    new StoredReport(reference, number, today, author, report)));
                }));
    }

    /** The reports of a pledge, newest first. */
    @WithTransaction
    public Uni<Page<ProgressReportView>> of(String reference, PageRequest page, Caller caller) {
        return pledges.readable(reference, caller)
                .chain(() -> reports.before(reference, page.afterNumber().orElse(Long.MAX_VALUE), page.limit()))
                .map(rows ->
                        Page.of(rows, page.limit(), r -> List.of(Integer.toString(r.number)), ProgressReportView::of));
    }

    private static PledgeEvent told(Pledge pledge, int number, LocalDate today, Author author, ProgressReport report) {
        return PledgeEvent.ProgressReported.of(
                pledge,
                new PledgeEvent.ProgressReported.What(
                        today,
                        author,
                        new PledgeEvent.ProgressReported.Report(
                                number,
                                report.on(),
                                report.state(),
                                report.closing(),
                                report.values().stream()
                                        .map(v -> new PledgeEvent.ProgressReported.Value(v.goal(), v.value()))
                                        .toList(),
                                report.narrative(),
                                report.evidence(),
                                report.obstacles())));
    }
}
