package org.compromiso.dashboard.exports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * RFC 4180, UTF-8 without a byte order mark: a mark would become a part of the first column's name for many readers, and
 * for spreadsheets there is XLSX. What a spreadsheet would take for a formula begins with an apostrophe.
 */
final class CsvDocument<T> implements Document<T> {

    /** OWASP, CSV injection: also after white space, and in the wide forms. */
    private static final Pattern FORMULA = Pattern.compile("^[\\s\\p{Z}\\p{Cf}]*[=+\\-@＝＋－＠|%].*", Pattern.DOTALL);

    private static final Pattern STARTS_WITH_CONTROL = Pattern.compile("^[\\t\\r\\n].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final List<Column<T>> columns;
    private final CSVPrinter printer;

    CsvDocument(List<Column<T>> columns, OutputStream to) throws IOException {
        this.columns = columns;
        this.printer = new CSVPrinter(new BufferedWriter(new OutputStreamWriter(to, UTF_8)), CSVFormat.RFC4180);
        printer.printRecord(columns.stream().map(Column::name).toList());
        printer.printRecord(columns.stream().map(Column::hashtag).toList());
    }

    @Override
    public void add(T row) throws IOException {
        for (var column : columns) {
            var value = column.value().apply(row);
            printer.print(value instanceof String text ? harmless(text) : value);
        }
        printer.println();
    }

    @Override
    public void finish() throws IOException {
        printer.flush();
    }

    static String harmless(String text) {
        var dangerous = FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches()
                || STARTS_WITH_CONTROL.matcher(text).matches();
        return dangerous ? "'" + text : text;
    }
}
