package org.compromiso.review;

import static org.awaitility.Awaitility.await;
import static org.compromiso.review.ReviewFixtures.SOON;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What the service has in its database of a pledge; how a test waits until an event without a visible effect is in. */
@Singleton
public class RegisterOfPledges {

    private final DataSource database;

    RegisterOfPledges(DataSource database) {
        this.database = database;
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
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds a case's row while this goes on, so that whoever wants to write it queues up. */
    public void whileLocked(String caseId, Runnable others) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select 1 from review_case where id = '" + caseId + "' for update");
            try {
                others.run();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until so many transactions wait for a lock. */
    public void awaitQueue(int length) {
        await().atMost(SOON)
                .until(() -> texts("select count(*)::text from pg_stat_activity where wait_event_type = 'Lock'"
                                + " and datname = current_database()")
                        .equals(List.of(Integer.toString(length))));
    }

    /** The first column of every row. */
    public List<String> texts(String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
