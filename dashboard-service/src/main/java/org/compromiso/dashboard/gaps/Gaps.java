package org.compromiso.dashboard.gaps;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.compromiso.dashboard.columns.Columns;
import org.compromiso.dashboard.columns.Dimension;
import org.compromiso.dashboard.columns.Groups;
import org.compromiso.dashboard.facets.Choices;
import org.compromiso.dashboard.pledges.WantedPledges;
import org.compromiso.platform.codes.CodeLists;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Two lists of the reference data, one against the other: where nobody pledged, the count is zero. */
@Schema(name = "Gaps")
record Gaps(
        @Schema(description = "The day, UTC") LocalDate asOf,
        @Schema(description = "Dimension of the rows") String rows,
        @Schema(description = "Dimension of the columns") String columns,
        @Schema(description = "Cells with no pledge") long empty,

        @Schema(
                description = "One per code of the one list and code of the other, row by row: a member per dimension,"
                        + " pledges and participations")
        List<Map<String, Object>> cells) {

    /** What was asked: rows, then columns. */
    record Question(List<Dimension> across, WantedPledges wanted) {}

    /** The dimensions sent; what is not known goes to the findings. */
    static List<Dimension> dimensions(Choices choices, String rows, String columns) {
        var row = choices.oneOf("rows", rows, listedFrom(Dimension.OBJECTIVE));
        var columnsLeft = listedFrom(row.equals("region") ? Dimension.OBJECTIVE : Dimension.REGION).stream()
                .filter(name -> !name.equals(row))
                .toList();
        var column = choices.oneOf("columns", columns, columnsLeft);
        return Stream.of(row, column).map(Dimension.GROUPABLE::get).toList();
    }

    /** Names of dimensions that have a list, the usual one first. */
    private static List<String> listedFrom(Dimension usual) {
        return Stream.concat(
                        Stream.of(usual),
                        Dimension.GROUPABLE.values().stream().filter(d -> d != usual && d.list() != null))
                .map(Dimension::label)
                .toList();
    }

    static Gaps of(Columns columns, Question question, LocalDate today) {
        record Cell(String row, String column) {}
        record Count(long pledges, long participations) {}
        var counts = new HashMap<Cell, Count>();
        Groups.of(columns, columns.scan(question.wanted(), today), question.across())
                .forEach((codes, pledges, participations) ->
                        counts.put(new Cell(codes[0], codes[1]), new Count(pledges, participations)));
        var row = question.across().get(0);
        var column = question.across().get(1);
        var cells = new ArrayList<Map<String, Object>>();
        var empty = 0;
        for (var rowCode : codes(row)) {
            for (var columnCode : codes(column)) {
                var count = counts.getOrDefault(new Cell(rowCode, columnCode), new Count(0, 0));
                var cell = new LinkedHashMap<String, Object>();
                cell.put(row.label(), row.value(rowCode));
                cell.put(column.label(), column.value(columnCode));
                cell.put("pledges", count.pledges());
                cell.put("participations", count.participations());
                cells.add(cell);
                empty += count.pledges() == 0 ? 1 : 0;
            }
        }
        return new Gaps(today, row.label(), column.label(), empty, cells);
    }

    private static List<String> codes(Dimension dimension) {
        return CodeLists.list(dimension.list()).items().stream()
                .map(item -> item.code())
                .toList();
    }
}
