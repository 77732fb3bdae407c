package org.compromiso.dashboard.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final List<Column<List<Object>>> COLUMNS = List.of(
            new Column<>("text", "#description", row -> row.get(0)),
            new Column<>("number", "#indicator+num", row -> row.get(1)),
            new Column<>("day", "#date", row -> row.get(2)),
            new Column<>("flag", "#status", row -> row.get(3)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1+1",
                "-1+1",
                "@SUM(A1)",
                " =1",
                "\t=1",
                "\n=1",
                "\u00a0=1",
                "\u200b=cmd",
                "＝1",
                "-",
                "|calc",
                "%0a",
                "\tx"
            })
    void what_a_spreadsheet_takes_for_a_formula_begins_with_an_apostrophe(String text) {
        assertEquals("'" + text, CsvDocument.harmless(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "-12.50", "3", "a=b", "Perú", "'=1", "", "12 - 3"})
    void what_is_harmless_stays_as_it_is(String text) {
        assertEquals(text, CsvDocument.harmless(text));
    }

    @Test
    void a_csv_has_names_hashtags_and_quotes_what_it_must() throws IOException {
        var to = new ByteArrayOutputStream();
        var document = new CsvDocument<>(COLUMNS, to);
        document.add(Arrays.asList("two\nlines, \"quoted\"", -3, TODAY, true));
        document.add(Arrays.asList("=HYPERLINK(\"x\")", null, null, null));
        document.finish();

        assertEquals(
                "text,number,day,flag\r\n\"#description\",\"#indicator+num\",\"#date\",\"#status\"\r\n"
                        + "\"two\nlines, \"\"quoted\"\"\",-3,2026-11-21,true\r\n"
                        + "\"'=HYPERLINK(\"\"x\"\")\",,,\r\n",
                to.toString(UTF_8));
    }

    @Test
    void an_xlsx_cuts_no_character_in_two_and_writes_days_before_1900_as_text() throws IOException {
        var to = new ByteArrayOutputStream();
        var document = new XlsxDocument<>("pledges", COLUMNS, TODAY, to);
        document.add(Arrays.asList("x".repeat(32_766) + "\ud83d\ude00", 1, LocalDate.of(1899, 12, 31), true));
        document.finish();

        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(to.toByteArray()))) {
            var row = workbook.getFirstSheet().read().get(1);
            assertEquals("x".repeat(32_766), row.getCellText(0));
            assertEquals("1899-12-31", row.getCellText(2));
            assertEquals(CellType.STRING, row.getCell(2).getType());
        }
    }

    @Test
    void an_xlsx_has_typed_cells_and_another_sheet_when_one_is_full() throws IOException {
        var to = new ByteArrayOutputStream();
        var document = new XlsxDocument<>("pledges", COLUMNS, TODAY, to, 201);
        document.add(Arrays.asList("=1+1\u0001 <&>\nPerú", 7, TODAY, true));
        for (var n : IntStream.range(1, 300).boxed().toList()) {
            document.add(Arrays.asList("row " + n, n, TODAY, false));
        }
        document.finish();

        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(to.toByteArray()))) {
            var sheets = workbook.getSheets().toList();
            assertEquals(
                    List.of("pledges 2026-11-21", "pledges 2026-11-21 2"),
                    sheets.stream().map(sheet -> sheet.getName()).toList());
            var rows = sheets.get(0).read();
            assertEquals(201, rows.size());
            assertEquals(101, sheets.get(1).read().size());
            assertEquals("number", rows.get(0).getCellText(1));
            var first = rows.get(1);
            assertEquals(CellType.STRING, first.getCell(0).getType());
            assertEquals("=1+1 <&>\nPerú", first.getCellText(0));
            assertEquals(7, first.getCellAsNumber(1).orElseThrow().intValue());
            assertEquals(TODAY, first.getCellAsDate(2).orElseThrow().toLocalDate());
            assertEquals(true, first.getCellAsBoolean(3).orElseThrow());
        }
    }

    @Test
    void the_first_row_of_every_sheet_stays_in_sight(@TempDir Path folder) throws IOException {
        var file = folder.resolve("pledges.xlsx");
        try (var to = Files.newOutputStream(file)) {
            var document = new XlsxDocument<>("pledges", COLUMNS, TODAY, to, 2);
            document.add(Arrays.asList("one", 1, TODAY, true));
            document.add(Arrays.asList("two", 2, TODAY, true));
            document.finish();
        }

        try (var parts = new ZipFile(file.toFile())) {
            for (var sheet : List.of("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")) {
                var xml = new String(parts.getInputStream(parts.getEntry(sheet)).readAllBytes(), UTF_8);
                var pane = xml.replaceAll("(?s).*(<pane [^>]*>).*", "$1");
                assertTrue(pane.contains("ySplit=\"1\"") && pane.contains("state=\"frozen\""), pane);
                assertTrue(pane.contains("topLeftCell=\"A2\""), pane);
            }
        }
    }
}
