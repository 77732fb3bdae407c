package org.compromiso.dashboard.projection;

import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.compromiso.dashboard.projection.Positions.Position;
import org.compromiso.dashboard.projection.Sql.Statement;

/** The rows of a generation: history, newest states, changes and positions. Everything in set-based statements. */
@ApplicationScoped
public class Tables {

    static final String INTO_HISTORY = """
            insert into history (generation, subject, version, reference, type, occurred_at, what, state)
            select $1, e.subject, e.version, e.reference, e.type, e.occurred_at, e.what::jsonb, e.state::jsonb
            from unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[])
              with ordinality as e(subject, version, reference, type, occurred_at, what, state, place)
            order by e.place
            on conflict on constraint pk_history do nothing
            returning subject, version
            """;

    /**
     * Numbers follow the order in which the records came; the row of live is locked, so the order of commits. Those who
     * listen ({@link ChangeNotices}) hear of it at the commit.
     */
    static final String INTO_CHANGES = """
            with counted as (
              update live set change_number = change_number + cardinality($1::text[])
              returning change_number - cardinality($1::text[]) as before)
            insert into change (number, type, reference, subject, version)
            select counted.before + e.place, e.type, e.reference, e.subject, e.version
            from pg_notify('change', ''), counted, unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
              with ordinality as e(type, reference, subject, version, place)
            """;

    static final String POSITIONS = """
            insert into position (generation, topic, partition, topic_id, next_offset)
            select $1, p.topic, p.partition, p.topic_id, p.next_offset
            from unnest($2::text[], $3::int[], $4::text[], $5::bigint[]) as p(topic, partition, topic_id, next_offset)
            on conflict on constraint pk_position do update
              set topic_id = excluded.topic_id, next_offset = excluded.next_offset
              where position.next_offset <> excluded.next_offset or position.topic_id <> excluded.topic_id
            """;

    static final String POSITIONS_OF =
            "select topic, partition, topic_id, next_offset from position where generation = $1";

    /** Beyond so many they are counted only: so many are lost, not late. */
    private static final int MOST_KNOWN = 20_000;

    private static final String IS_MISSING = """
            (select max(version) from history where generation = $1 and subject = s.subject)
              > coalesce((select max(version) from history where generation = $2 and subject = s.subject), -1)""";

    private static final String MISSING_AFTER = """
            select max(subject) as last, count(*) filter (where missing) as count,
              coalesce(array_agg(subject) filter (where missing), '{}') as missing
            from (
              select s.subject, %s as missing
              from (
                select distinct subject from history where generation = $1 and subject > $3
                order by subject limit 2000) as s) as compared
            """.formatted(IS_MISSING);

    private static final String STILL_MISSING = """
            select count(*) as count
            from (select unnest($3::text[]) as subject union select subject from change where number > $4) as s
            where %s
            """.formatted(IS_MISSING);

    private final Pool pool;
    private final ReadModels models;

    Tables(Pool pool, ReadModels models) {
        this.pool = pool;
        this.models = models;
    }

    /** Locks the one row; what it says holds until the transaction ends. */
    public int lockLive(SqlConnection connection) {
        return Sql.execute(connection, "select generation from live for update")
                .iterator()
                .next()
                .getInteger("generation");
    }

    int liveGeneration() {
        return Sql.transaction(pool, this::liveGeneration);
    }

    public int liveGeneration(SqlConnection connection) {
        return Sql.execute(connection, "select generation from live")
                .iterator()
                .next()
                .getInteger("generation");
    }

    /** Projection stops here; readers go on, readiness says why. A generation on the new topics is asked for. */
    void stop(String why) {
        Sql.execute(pool, "update live set stopped = $1 where stopped is distinct from $1", why);
        Sql.execute(
                pool,
                "insert into rebuild (id, cause, forced, state, requested_at)"
                        + " values (gen_random_uuid(), 'topics-replaced', false, 'waiting', now()) on conflict do nothing");
    }

    void goesOn() {
        Sql.execute(pool, "update live set stopped = null where stopped is not null");
    }

    /** By number: times are of the beginning of transactions, in another order, and would leave holes. */
    void forgetOldChanges() {
        Sql.execute(
                pool,
                "delete from change where number <="
                        + " (select max(number) from change where recorded_at < now() - interval '7 days')");
    }

    Positions positions(int generation) {
        return Sql.transaction(pool, connection -> positions(connection, generation));
    }

    Positions positions(SqlConnection connection, int generation) {
        var next = new HashMap<TopicPartition, Position>();
        for (var row : Sql.execute(connection, POSITIONS_OF, generation)) {
            next.put(
                    new TopicPartition(row.getString("topic"), row.getInteger("partition")),
                    new Position(row.getString("topic_id"), row.getLong("next_offset")));
        }
        return new Positions(next);
    }

    /** Where the generation that readers see goes on reading. */
    Positions livePositions(SqlConnection connection) {
        return positions(connection, liveGeneration(connection));
    }

    void save(SqlConnection connection, int generation, Positions positions) {
        Sql.executeAll(connection, List.of(saving(generation, positions)));
    }

    private static Statement saving(int generation, Positions positions) {
        var places = positions.next().entrySet().stream().toList();
        return Statement.of(
                POSITIONS,
                generation,
                array(places, p -> p.getKey().topic(), String[]::new),
                array(places, p -> p.getKey().partition(), Integer[]::new),
                array(places, p -> p.getValue().topicId(), String[]::new),
                array(places, p -> p.getValue().offset(), Long[]::new));
    }

    /**
     * Applies facts to a generation, in the order given; what is there already stays as it is.
     *
     * @param live whether readers see this generation, so that changes are told
     * @param positions after these facts
     * @return how many of them were new
     */
    int apply(SqlConnection connection, int generation, boolean live, List<Fact> facts, Positions positions) {
        var fresh = facts.isEmpty() ? facts : intoHistory(connection, generation, facts);
        var statements = new ArrayList<>(intoStates(generation, facts));
        if (live && !fresh.isEmpty()) {
            statements.add(Statement.of(
                    INTO_CHANGES,
                    array(fresh, Fact::type, String[]::new),
                    array(fresh, Fact::reference, String[]::new),
                    array(fresh, Fact::subject, String[]::new),
                    array(fresh, Fact::version, Long[]::new)));
        }
        statements.add(saving(generation, positions));
        Sql.executeAll(connection, statements);
        return fresh.size();
    }

    private static List<Fact> intoHistory(SqlConnection connection, int generation, List<Fact> facts) {
        record Version(String subject, long version) {}
        var first = new LinkedHashMap<Version, Fact>();
        facts.forEach(fact -> first.putIfAbsent(new Version(fact.subject(), fact.version()), fact));
        var all = List.copyOf(first.values());
        var inserted = new java.util.HashSet<Version>();
        for (var row : Sql.execute(
                connection,
                INTO_HISTORY,
                generation,
                array(all, Fact::subject, String[]::new),
                array(all, Fact::version, Long[]::new),
                array(all, Fact::reference, String[]::new),
                array(all, Fact::type, String[]::new),
                array(all, Fact::occurredAt, OffsetDateTime[]::new),
                array(all, Fact::what, String[]::new),
                array(all, Fact::state, String[]::new))) {
            inserted.add(new Version(row.getString("subject"), row.getLong("version")));
        }
        return all.stream()
                .filter(fact -> inserted.contains(new Version(fact.subject(), fact.version())))
                .toList();
    }

    /**
     * What writers of two generations share comes first and all at once, then the tables, always in the same order, and
     * rows in the order of their keys: two writers never wait in a circle.
     */
    private List<Statement> intoStates(int generation, List<Fact> facts) {
        var newest = facts.stream()
                .filter(fact -> models.modelOf(fact.type()).table().isPresent())
                .collect(groupingBy(fact -> models.modelOf(fact.type()).table().get(), newest()));
        var tables = models.tables().stream().filter(newest::containsKey).toList();
        var statements = new ArrayList<Statement>();
        tables.stream()
                .collect(groupingBy(
                        ReadModel.StateTable::common,
                        LinkedHashMap::new,
                        flatMapping(table -> newest.get(table).values().stream(), toList())))
                .forEach((common, of) ->
                        statements.add(Statement.of(common, (Object) array(of, Fact::columns, String[]::new))));
        tables.forEach(table ->
                statements.add(intoState(generation, table, newest.get(table).values())));
        return statements;
    }

    private static Statement intoState(int generation, ReadModel.StateTable table, Collection<Fact> newest) {
        return Statement.of(
                table.upsert(),
                generation,
                array(newest, Fact::subject, String[]::new),
                array(newest, Fact::version, Long[]::new),
                array(newest, Fact::columns, String[]::new),
                array(newest, Fact::state, String[]::new));
    }

    /** Of each subject the fact with the greatest version; of equal ones the first. */
    private static java.util.stream.Collector<Fact, ?, Map<String, Fact>> newest() {
        return java.util.stream.Collectors.toMap(
                Fact::subject,
                Function.identity(),
                (one, other) -> other.version() > one.version() ? other : one,
                java.util.TreeMap::new);
    }

    /** Readers see another generation from the commit on. */
    public void swap(SqlConnection connection, int generation) {
        Sql.execute(
                connection,
                "update live set generation = $1, change_number = change_number + 1, stopped = null",
                generation);
        Sql.execute(
                connection,
                "insert into change (number, type) select change_number, 'reset' from live, pg_notify('change', '')");
    }

    /**
     * What one generation has and another lacks or has in an older version only.
     *
     * @param count how many subjects
     * @param some of them; all unless there are very many
     * @param upTo the change that readers had been told last when comparing began: what changed since may have been missed
     */
    public record Missing(long count, List<String> some, long upTo) {

        /** Whether all of them are named. */
        public boolean isKnown() {
            return some.size() == count;
        }
    }

    /**
     * Compares what readers see with a generation that is being built, a piece at a time: it takes as long as it takes, and
     * nobody waits for it.
     *
     * @param between done after each piece; what it throws ends the comparison
     */
    public Missing missing(int generation, Runnable between) {
        var live = Sql.execute(pool, "select generation, change_number from live")
                .iterator()
                .next();
        var count = 0L;
        var some = new ArrayList<String>();
        var last = "";
        while (last != null) {
            var piece = Sql.execute(pool, MISSING_AFTER, live.getInteger("generation"), generation, last)
                    .iterator()
                    .next();
            count += piece.getLong("count");
            Stream.of(piece.getArrayOfStrings("missing"))
                    .limit(MOST_KNOWN - some.size())
                    .forEach(some::add);
            last = piece.getString("last");
            between.run();
        }
        return new Missing(count, some, live.getLong("change_number"));
    }

    /** How many subjects are missing still, by what was missing and what readers were told since; cheap. */
    public long stillMissing(SqlConnection connection, int generation, Missing missing) {
        if (!missing.isKnown()) {
            return missing.count();
        }
        return Sql.execute(
                        connection,
                        STILL_MISSING,
                        liveGeneration(connection),
                        generation,
                        missing.some().toArray(String[]::new),
                        missing.upTo())
                .iterator()
                .next()
                .getLong("count");
    }

    /** Removes every row of generations that are neither live nor being built, a piece at a time. */
    public void dropOldGenerations() {
        for (var table : models.tablesOfAGeneration()) {
            while (Sql.execute(pool, """
                                    delete from %1$s where ctid = any(array(
                                      select ctid from %1$s
                                      where generation <> (select generation from live)
                                        and generation not in (select generation from rebuild where state <> 'swapped')
                                      limit 5000))
                                    """.formatted(table)).rowCount() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    private static <S, T> T[] array(
            Collection<S> from, Function<S, T> part, java.util.function.IntFunction<T[]> ofSize) {
        return from.stream().map(part).toArray(ofSize);
    }
}
