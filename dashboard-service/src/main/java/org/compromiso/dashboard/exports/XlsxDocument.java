package org.compromiso.dashboard.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Numbers, dates and truth values as such; texts are texts, whatever they begin with. The first row stays in sight. A
 * sheet is named after its day; when it is full another follows.
 */
final class XlsxDocument<T> implements Document<T> {

    private static final int ROWS_OF_A_SHEET = 1_048_576;
    private static final int ROWS_IN_MEMORY = 100;
    private static final int LONGEST_CELL = 32_767;
    /** Spreadsheets count days from 1900 on, and take that for a leap year. Days before are texts. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);

    private static final Pattern NOT_OF_XML = Pattern.compile(
            "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]|[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]");

    private final String name;
    private final List<Column<T>> columns;
    private final LocalDate asOf;
    private final int rowsOfASheet;
    private final Workbook workbook;
    private Worksheet sheet;
    private int sheets;
    private int row;

    XlsxDocument(String name, List<Column<T>> columns, LocalDate asOf, OutputStream to) {
        this(name, columns, asOf, to, ROWS_OF_A_SHEET);
    }

    XlsxDocument(String name, List<Column<T>> columns, LocalDate asOf, OutputStream to, int rowsOfASheet) {
        this.name = name;
        this.columns = columns;
        this.asOf = asOf;
        this.rowsOfASheet = rowsOfASheet;
        this.workbook = new Workbook(to, "Compromiso", "1.0");
        begin();
    }

    @Override
    public void add(T item) throws IOException {
        if (row == rowsOfASheet) {
            sheet.finish();
            begin();
        }
        for (int column = 0; column < columns.size(); column++) {
            write(column, columns.get(column).value().apply(item));
        }
        row++;
        if (row % ROWS_IN_MEMORY == 0) {
            sheet.flush();
        }
    }

    @Override
    public void finish() throws IOException {
        workbook.finish();
    }

    private void begin() {
        sheets++;
        sheet = workbook.newWorksheet(name + " " + asOf + (sheets == 1 ? "" : " " + sheets));
        sheet.freezePane(0, 1);
        for (int column = 0; column < columns.size(); column++) {
            sheet.inlineString(0, column, columns.get(column).name());
            sheet.style(0, column).bold().set();
        }
        row = 1;
    }

    private void write(int column, Object value) {
        if (value instanceof LocalDate day && !day.isBefore(FIRST_DAY)) {
            sheet.value(row, column, day);
            sheet.style(row, column).format("yyyy-mm-dd").set();
        } else if (value instanceof Number number) {
            sheet.value(row, column, number);
        } else if (value instanceof Boolean flag) {
            sheet.value(row, column, flag);
        } else if (value != null) {
            // Not in the table of shared texts: that grows with the rows.
            sheet.inlineString(row, column, text(value.toString()));
        }
    }

    private static String text(String value) {
        var text = NOT_OF_XML.matcher(value).replaceAll("");
        if (text.length() <= LONGEST_CELL) {
            return text;
        }
        // Half a pair of surrogates would make the whole file unreadable.
        return text.substring(0, LONGEST_CELL - (Character.isHighSurrogate(text.charAt(LONGEST_CELL - 1)) ? 1 : 0));
    }
}
