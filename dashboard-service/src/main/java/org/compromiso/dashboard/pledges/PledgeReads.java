package org.compromiso.dashboard.pledges;

import static java.util.stream.Collectors.groupingBy;
import static org.compromiso.dashboard.projection.EventJson.read;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.dashboard.pledges.PledgeDetail.GoalValue;
import org.compromiso.dashboard.pledges.PledgeDetail.Neighbour;
import org.compromiso.dashboard.pledges.PledgeDetail.ReceivedReport;
import org.compromiso.dashboard.pledges.PledgeDetail.Version;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.paging.PageRequest;
import org.compromiso.platform.problem.Problem;

/** Looks one pledge up, each answer by one statement: one snapshot of one generation. */
@ApplicationScoped
class PledgeReads {

    /** A version of pledge p as the history shows it. */
    private static final String VERSION = """
            jsonb_build_object(
              'version', h.version, 'type', h.type,
              'at', to_char(h.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              'on', h.what->>'on', 'what', h.what - 'report', 'report', h.what->'report'->'number',
              'registration', h.state->>'registration', 'title', h.state->>'title',
              'headline', h.state->'compliance'->>'headline', 'endsOn', h.state->>'endsOn')
            """;

    private static final String VERSIONS = "select h.version as number, " + VERSION + " as item from history h"
            + " where h.generation = p.generation and h.subject = p.reference and h.state ? 'registration'"
            + " and h.version > %s order by h.version limit %s";

    private static final String REPORTS = """
            select (h.what->'report'->>'number')::bigint as number,
              h.what->'report' || jsonb_build_object('receivedOn', h.what->>'on', 'by', h.what->>'by') as item
            from history h
            where h.generation = p.generation and h.subject = p.reference and h.what ? 'report'
              and (h.what->'report'->>'number')::bigint < %s
            order by 1 desc limit %s
            """;

    /** Numbers are far below it. */
    private static final String NO_END = "9223372036854775807";

    private static final String NEIGHBOUR =
            "jsonb_build_object('reference', %1$s.reference, 'title', %1$s.state->>'title', 'registration', %1$s.registration)";

    private static final String ONE = """
            select p.version, p.state::text as state,
              (select %s from pledge t where t.generation = p.generation and t.reference = p.joins)::text as target,
              (select coalesce(jsonb_agg(j.item order by j.registered_on, j.reference), '[]')
                from (select %s as item, j.registered_on, j.reference from pledge j
                  where j.generation = p.generation and j.joins = p.reference
                  order by j.registered_on, j.reference limit %d) j)::text as joiners,
              (with recursive line as (
                  select p.state->>'supersededBy' as reference, 1 as place, array[p.reference] as before
                  where p.state->>'supersededBy' is not null
                union all
                  select t.state->>'supersededBy', line.place + 1, line.before || line.reference
                  from line join pledge t on t.generation = p.generation and t.reference = line.reference
                  where t.state->>'supersededBy' is not null and line.place < 100
                    and t.state->>'supersededBy' <> all(line.before || line.reference))
                select jsonb_build_object('reference', line.reference, 'title', t.state->>'title', 'registration', t.registration)
                from line left join pledge t on t.generation = p.generation and t.reference = line.reference
                order by line.place desc limit 1)::text as successor,
              (select jsonb_build_object('reference', r.reference, 'title', r.state->>'title')
                from practice r where r.generation = p.generation and r.pledge = p.reference
                  and r.state_code = 'published'
                order by r.published_on desc, r.reference limit 1)::text as practice,
              (select coalesce(jsonb_agg(h.item order by h.number), '[]') from (%s) h)::text as history,
              (select coalesce(jsonb_agg(h.item order by h.number desc), '[]') from (%s) h)::text as reports,
              (select coalesce(jsonb_agg(m.item order by m.version), '[]')
                from (select h.version, jsonb_build_object('version', h.version, 'on', h.what->>'on',
                    'by', h.what->>'by', 'from', h.what->>'endsOnBefore', 'to', h.state->>'endsOn',
                    'reason', h.what->>'reason') as item
                  from history h
                  where h.generation = p.generation and h.subject = p.reference
                    and h.what->>'endsOnBefore' <> h.state->>'endsOn'
                  order by h.version desc limit %d) m)::text as moves,
              (select coalesce(jsonb_agg(v.item order by v.number), '[]')
                from (select (h.what->'report'->>'number')::bigint as number,
                    v || jsonb_build_object('report', h.what->'report'->'number', 'on', h.what->'report'->>'on') as item,
                    row_number() over (partition by v->>'goal' order by (h.what->'report'->>'number')::bigint desc) as age
                  from history h cross join lateral jsonb_array_elements(h.what->'report'->'values') as v
                  where h.generation = p.generation and h.subject = p.reference and h.what ? 'report') v
                where v.age <= %d)::text as reported
            from pledge p
            where p.generation = (select generation from live) and p.reference = $1
            """.formatted(
                    NEIGHBOUR.formatted("t"),
                    NEIGHBOUR.formatted("j"),
                    PledgeDetail.JOINERS + 1,
                    VERSIONS.formatted("0", PledgeDetail.VERSIONS + 1),
                    REPORTS.formatted(NO_END, PledgeDetail.REPORTS + 1),
                    PledgeDetail.MOVES,
                    PledgeDetail.VALUES);

    /** A row without an item says that there is such a pledge. */
    private static final String PART = """
            select h.number, h.item::text as item
            from pledge p left join lateral (%s) h on true
            where p.generation = (select generation from live) and p.reference = $1
            """;

    private final Pool pool;
    private final Clock clock;

    PledgeReads(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Throws 404. */
    Uni<PledgeDetail> one(String reference) {
        return pool.preparedQuery(ONE).execute(Tuple.of(reference)).map(rows -> {
            if (rows.size() == 0) {
                throw Problem.notFound();
            }
            return detail(rows.iterator().next());
        });
    }

    /** Every version since registration, oldest first; throws 404. */
    Uni<Page<Version>> history(String reference, PageRequest request) {
        return part(VERSIONS.formatted("$2", "$3"), reference, request, 0, Version.class, Version::version);
    }

    /** Every progress report, newest first; throws 404. */
    Uni<Page<ReceivedReport>> reports(String reference, PageRequest request) {
        return part(REPORTS.formatted("$2", "$3"), reference, request, Long.MAX_VALUE, ReceivedReport.class, received ->
                (long) received.number());
    }

    private <T> Uni<Page<T>> part(
            String items, String reference, PageRequest request, long start, Class<T> type, Function<T, Long> number) {
        var choices = new Choices();
        var limit = choices.gathered(request::limit, 0);
        var after = choices.gathered(request::afterNumber, Optional.<Long>empty());
        choices.refuseFindings();
        return pool.preparedQuery(PART.formatted(items))
                .execute(Tuple.of(reference, after.orElse(start), limit + 1))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Problem.notFound();
                    }
                    var found = rows.stream()
                            .filter(row -> row.getString("item") != null)
                            .map(row -> read(row.getString("item"), type))
                            .toList();
                    return Page.of(
                            found, limit, item -> List.of(number.apply(item).toString()), Function.identity());
                });
    }

    private PledgeDetail detail(Row row) {
        var pledge = read(row.getString("state"), PledgeState.class);
        var joiners = List.of(read(row.getString("joiners"), Neighbour[].class));
        var reports = List.of(read(row.getString("reports"), ReceivedReport[].class));
        var history = List.of(read(row.getString("history"), Version[].class));
        var reported = List.of(read(row.getString("reported"), GoalValue[].class)).stream()
                .collect(groupingBy(GoalValue::goal));
        var shownReports = first(PledgeDetail.REPORTS, reports);
        var shownHistory = first(PledgeDetail.VERSIONS, history);
        var path = "/api/dashboard/pledges/" + pledge.reference();
        return new PledgeDetail(
                pledge,
                row.getLong("version"),
                PledgeDetail.Compliance.of(pledge, LocalDate.now(clock)),
                pledge.goals().stream()
                        .map(goal -> PledgeDetail.ReportedGoal.of(goal, reported))
                        .toList(),
                shownReports,
                List.of(read(row.getString("moves"), PledgeDetail.DeadlineMove[].class)),
                orNull(row.getString("target"), Neighbour.class),
                first(PledgeDetail.JOINERS, joiners),
                orNull(row.getString("successor"), Neighbour.class),
                orNull(row.getString("practice"), PledgeDetail.Practice.class),
                shownHistory,
                new PledgeDetail.Whole(
                        shownReports.size() == reports.size() ? null : path + "/reports",
                        joiners.size() <= PledgeDetail.JOINERS
                                ? null
                                : "/api/dashboard/pledges?registration=registered&registration=withdrawn"
                                        + "&registration=superseded&joins=" + pledge.reference(),
                        shownHistory.size() == history.size() ? null : path + "/history"));
    }

    private static <T> List<T> first(int most, List<T> all) {
        return all.subList(0, Math.min(most, all.size()));
    }

    private static <T> T orNull(String json, Class<T> type) {
        return json == null ? null : read(json, type);
    }
}
