package org.compromiso.system;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** The outbox of pledge-service, filled as the service fills it. */
final class PledgeOutbox {

    /** The value of an event about a subject at a version. */
    interface Value {
        String of(String subject, int version);
    }

    private final String type;
    private final Value value;

    PledgeOutbox(String type, Value value) {
        this.type = type;
        this.value = value;
    }

    /** The events of each subject from one version to another, one transaction each. */
    void append(List<String> subjects, int from, int to) throws SQLException, IOException {
        try (var connection = RunningSystem.database("pledge");
                var insert = connection.prepareStatement(
                        "insert into outbox (id, topic, key, subject, sequence, type, time, value)"
                                + " values (gen_random_uuid(), ?, ?, ?, ?, ?, now(), cast(? as json))")) {
            for (int version = from; version <= to; version++) {
                for (var subject : subjects) {
                    insert.setString(1, Topics.PLEDGES);
                    insert.setString(2, subject);
                    insert.setString(3, subject);
                    insert.setLong(4, version);
                    insert.setString(5, type);
                    insert.setString(6, value.of(subject, version));
                    insert.executeUpdate();
                }
            }
        }
    }

    static long unsent(List<String> subjects) throws SQLException, IOException {
        return RunningSystem.count(
                "pledge", "select count(*) from outbox where sent_at is null and subject = any(?)", subjects);
    }
}
