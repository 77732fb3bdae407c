package org.compromiso.dashboard.exports;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Locale;

/** The formats of an export. */
enum Format {
    CSV("text/csv;charset=UTF-8;header=present") {
        @Override
        <T> Document<T> open(Export<T> export, LocalDate asOf, OutputStream to, ObjectMapper json) throws IOException {
            return new CsvDocument<>(export.columns(), to);
        }
    },
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") {
        @Override
        <T> Document<T> open(Export<T> export, LocalDate asOf, OutputStream to, ObjectMapper json) {
            return new XlsxDocument<>(export.name(), export.columns(), asOf, to);
        }
    },
    JSON("application/json;charset=UTF-8") {
        @Override
        <T> Document<T> open(Export<T> export, LocalDate asOf, OutputStream to, ObjectMapper json) throws IOException {
            return new JsonDocument<>(to, json);
        }
    };

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** Of a file's name, and in its address. */
    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Begins a document; nothing in it grows with the number of rows. */
    abstract <T> Document<T> open(Export<T> export, LocalDate asOf, OutputStream to, ObjectMapper json)
            throws IOException;
}
