package org.compromiso.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tells one subject's way through the running system in the order of time: what each service wrote to its outbox,
 * where Kafka put it, who took it in, and what the dashboard makes of it.
 */
final class Why {

    private final Options options;
    private final PrintStream out;

    Why(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    private record Step(OffsetDateTime time, String text) {}

    /** Prints the way of the pledge or practice with this reference. Refuses when PostgreSQL does not run. */
    void tell(String reference) throws IOException {
        Secrets secrets = CompromisoSystem.secrets(options);
        List<Step> steps = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (String database : CompromisoSystem.databases()) {
            query(secrets, database, OUTBOX, reference, row -> {
                ids.add(row.getString("id"));
                steps.add(new Step(time(row, "time"), database + "-service wrote " + written(row)));
                if (time(row, "sent_at") != null) {
                    steps.add(new Step(time(row, "sent_at"), database + "-service sent " + sent(row)));
                }
                if (time(row, "parked_at") != null) {
                    steps.add(new Step(time(row, "parked_at"), database + "-service parked " + parked(row)));
                }
            });
        }
        for (String database : CompromisoSystem.databases()) {
            for (String id : ids) {
                query(
                        secrets,
                        database,
                        INBOX,
                        id,
                        row -> steps.add(new Step(
                                time(row, "received_at"),
                                database + "-service took in " + row.getString("event_id") + " as "
                                        + row.getString("consumer"))));
            }
        }
        query(
                secrets,
                DASHBOARD,
                CHANGES,
                reference,
                row -> steps.add(new Step(
                        time(row, "recorded_at"),
                        "dashboard shows " + row.getString("subject") + " version " + row.getLong("version")
                                + " as change " + row.getLong("number") + " (" + row.getString("type") + ")")));
        if (steps.isEmpty()) {
            out.println("No service has an event about " + reference + ": it does not exist, or is still a draft.");
            return;
        }
        steps.stream()
                .sorted(Comparator.comparing(Step::time))
                .forEach(step -> out.println(step.time().toInstant() + "  " + step.text()));
        for (String rows : List.of(PLEDGE_ROW, PRACTICE_ROW)) {
            query(
                    secrets,
                    DASHBOARD,
                    rows,
                    reference,
                    row -> out.println("The dashboard's row: version "
                            + row.getLong("version") + " of generation " + row.getInt("generation") + ", "
                            + row.getString("state") + "; the newest change is " + row.getLong("change_number")));
        }
    }

    // The record key of every event is the public reference; the subject of a review's is its case.
    private static final String OUTBOX = """
            SELECT id, topic, subject, sequence, type, time, sent_at, partition, "offset", attempts, parked_at, last_error
              FROM outbox WHERE key = ? ORDER BY position""";

    private static final String INBOX = "SELECT consumer, event_id, received_at FROM inbox WHERE event_id = ?::uuid";

    private static final String DASHBOARD = "dashboard";

    // Kept for seven days; the row itself stays.
    private static final String CHANGES =
            "SELECT number, type, subject, version, recorded_at FROM change WHERE reference = ? ORDER BY number";

    private static final String PLEDGE_ROW = """
            SELECT p.version, p.generation, p.registration || ', ' || p.headline AS state, l.change_number
              FROM pledge p JOIN live l USING (generation) WHERE p.reference = ?""";

    private static final String PRACTICE_ROW = """
            SELECT p.version, p.generation, p.state_code AS state, l.change_number
              FROM practice p JOIN live l USING (generation) WHERE p.reference = ?""";

    private static String written(ResultSet row) throws SQLException {
        return row.getString("type") + " " + row.getString("subject") + " sequence " + row.getLong("sequence") + " ("
                + row.getString("id") + ") for " + row.getString("topic");
    }

    private static String sent(ResultSet row) throws SQLException {
        return row.getString("id") + " to " + row.getString("topic") + ", partition " + row.getInt("partition")
                + ", offset " + row.getLong("offset") + ", attempts " + row.getInt("attempts");
    }

    private static String parked(ResultSet row) throws SQLException {
        return row.getString("id") + " after " + row.getInt("attempts") + " attempts: " + row.getString("last_error");
    }

    private static OffsetDateTime time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class);
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void query(Secrets secrets, String database, String sql, String parameter, Row each) {
        try (Connection connection = DriverManager.getConnection(
                        PostgresServer.url(options.ports().postgres(), database), database, secrets.get(database));
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.read(rows);
                }
            }
        } catch (SQLException e) {
            throw new Refusal(
                    "The database " + database + " cannot be asked (is ./run running with this data folder?): "
                            + e.getMessage(),
                    e);
        }
    }
}
