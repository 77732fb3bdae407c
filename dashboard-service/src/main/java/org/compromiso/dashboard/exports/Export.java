package org.compromiso.dashboard.exports;

import java.time.LocalDate;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What is exported of a table, and how.
 *
 * @param name of the table and of the file
 * @param columns of CSV and XLSX
 * @param row from the state as it is stored and the day; as JSON it is what the array holds
 * @param <T> what a row is of
 */
public record Export<T>(String name, List<Column<T>> columns, BiFunction<String, LocalDate, T> row) {}
