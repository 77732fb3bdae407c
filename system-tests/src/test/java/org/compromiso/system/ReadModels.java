package org.compromiso.system;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables that the dashboard's readers see. */
final class ReadModels {

    private ReadModels() {}

    /** All rows, in a fixed order, without the number of the generation. */
    static List<String> rows() throws SQLException, IOException {
        var rows = new ArrayList<String>();
        for (var table : List.of("history", "pledge", "practice")) {
            rows.addAll(query("""
                    select line
                    from (select '%1$s ' || (to_jsonb(t) - 'generation')::text as line from %1$s t
                          where generation = (select generation from live)) as lines
                    order by line collate "C"
                    """.formatted(table)));
        }
        return rows;
    }

    /** The versions of a subject that are in its history, in order. */
    static List<Integer> versions(String subject) throws SQLException, IOException {
        return query("select version::text as line from history"
                        + " where generation = (select generation from live) and subject = '%s' order by history.version"
                                .formatted(subject))
                .stream()
                .map(Integer::valueOf)
                .toList();
    }

    private static List<String> query(String sql) throws SQLException, IOException {
        try (var connection = RunningSystem.database("dashboard");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var lines = new ArrayList<String>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }
}
