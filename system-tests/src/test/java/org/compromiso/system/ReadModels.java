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

    /** The versions of each subject that are in its history, as {@code subject: 1 2 3}. */
    static List<String> versions(List<String> subjects) throws SQLException, IOException {
        return query("""
                select subject || ': ' || string_agg(version::text, ' ' order by version) from history
                where generation = (select generation from live) and subject = any('{%s}')
                group by subject order by subject
                """.formatted(String.join(",", subjects)));
    }

    /** The number of the newest change. */
    static long newestChange() throws SQLException, IOException {
        return Long.parseLong(query("select change_number::text from live").get(0));
    }

    /** The numbers of the changes of pledges after one, in order. */
    static List<String> changesAfter(long number, List<String> subjects) throws SQLException, IOException {
        return query(
                "select number::text from change where number > %d and subject = any('{%s}') order by change.number"
                        .formatted(number, String.join(",", subjects)));
    }

    /** How often readers were told to begin anew after a change. */
    static int resetsAfter(long number) throws SQLException, IOException {
        return query("select number::text from change where type = 'reset' and number > " + number)
                .size();
    }

    /** The states of the rebuilds that are not done. */
    static List<String> rebuilds() throws SQLException, IOException {
        return query("select state from rebuild where state <> 'swapped'");
    }

    /** How many pledges are registered. */
    static int registered() throws SQLException, IOException {
        return Integer.parseInt(query("select count(*)::text from pledge"
                        + " where generation = (select generation from live) and registration = 'registered'")
                .get(0));
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
