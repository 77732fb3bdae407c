package org.compromiso.review;

import static org.awaitility.Awaitility.await;
import static org.compromiso.review.ReviewFixtures.SOON;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** What the service has in its database of a pledge; how a test waits until an event without a visible effect is in. */
@Singleton
public class RegisterOfPledges {

    private final DataSource database;

    RegisterOfPledges(DataSource database) {
        this.database = database;
    }

    /** Work with a connection. */
    @FunctionalInterface
    public interface Work {
        void run(Connection connection) throws SQLException;
    }

    public void awaitVersion(String reference, long version) {
        await().atMost(SOON)
                .until(() -> texts("select version::text from pledge where reference = '" + reference + "'")
                        .contains(Long.toString(version)));
    }

    public void awaitReport(String reference, int number) {
        await().atMost(SOON).until(() -> reports(reference).contains(Integer.toString(number)));
    }

    public List<String> reports(String reference) {
        return texts("select number::text from progress_report where reference = '" + reference + "' order by number");
    }

    public void run(String sql) {
        inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate(sql);
            }
        });
    }

    /** Holds a case's row while this goes on, so that whoever wants to write it queues up. */
    public void whileLocked(String caseId, Work work) {
        inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("select 1 from review_case where id = '" + caseId + "' for update");
            }
            work.run(connection);
        });
    }

    public void awaitQueue(int length) {
        await().atMost(SOON)
                .until(() -> texts("select count(*)::text from pg_stat_activity where wait_event_type = 'Lock'"
                                + " and datname = current_database()")
                        .equals(List.of(Integer.toString(length))));
    }

    private void inTransaction(Work work) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            work.run(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of every row. */
    public List<String> texts(String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            Stream.Builder<String> texts = Stream.builder();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts.build().collect(Collectors.toList());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
