package org.compromiso.dashboard.pipeline;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.stream.StreamSupport;
import org.compromiso.dashboard.pipeline.Pipeline.Figures;
import org.compromiso.dashboard.pipeline.Pipeline.Month;

/** Counts what happened in the history, by one statement. */
@ApplicationScoped
class PipelineReads {

    /** The row without a month is the total. Index ix_history_pipeline has all of it. */
    private static final String COUNTED = """
            with happened as materialized (
              select type, subject, (what->>'submission')::int as submission,
                coalesce((what->>'on')::date, (occurred_at at time zone 'UTC')::date) as day
              from history
              where generation = (select generation from live)
                and type in ('org.compromiso.PledgeSubmitted.v1', 'org.compromiso.PledgeRegistered.v1',
                  'org.compromiso.PledgeAssessed.v1')),
            submitted as (
              select subject, submission, min(day) as day from happened
              where type = 'org.compromiso.PledgeSubmitted.v1' group by subject, submission)
            select to_char(h.day, 'YYYY-MM') as month,
              count(*) filter (where h.type = 'org.compromiso.PledgeSubmitted.v1') as submissions,
              count(*) filter (where h.type = 'org.compromiso.PledgeSubmitted.v1' and h.submission > 1) as resubmissions,
              count(*) filter (where h.type = 'org.compromiso.PledgeRegistered.v1') as registered,
              percentile_cont(0.5) within group (order by h.day - s.day) as median_days,
              count(*) filter (where h.type = 'org.compromiso.PledgeAssessed.v1') as verdicts
            from happened h
            left join submitted s on h.type = 'org.compromiso.PledgeRegistered.v1'
              and s.subject = h.subject and s.submission = h.submission
            group by grouping sets ((), (to_char(h.day, 'YYYY-MM')))
            order by month
            """;

    private final Pool pool;

    PipelineReads(Pool pool) {
        this.pool = pool;
    }

    Uni<Pipeline> pipeline(LocalDate today) {
        return pool.preparedQuery(COUNTED).execute().map(rows -> {
            var all = StreamSupport.stream(rows.spliterator(), false).toList();
            return new Pipeline(
                    today,
                    all.stream()
                            .filter(row -> row.getString("month") == null)
                            .map(PipelineReads::figures)
                            .findFirst()
                            .orElseThrow(),
                    all.stream()
                            .filter(row -> row.getString("month") != null)
                            .map(row -> new Month(row.getString("month"), figures(row)))
                            .toList());
        });
    }

    private static Figures figures(Row row) {
        return new Figures(
                row.getLong("submissions"),
                row.getLong("resubmissions"),
                row.getLong("registered"),
                row.getDouble("median_days"),
                row.getLong("verdicts"));
    }
}
