package org.compromiso.platform.files;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of document that are taken (those of the real form), each with its one extension and its media type. */
enum DocumentType {
    TXT("text/plain"),
    RTF("application/rtf"),
    PDF("application/pdf"),
    DOC("application/msword"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ODT("application/vnd.oasis.opendocument.text"),
    PPT("application/vnd.ms-powerpoint"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ODP("application/vnd.oasis.opendocument.presentation"),
    XLS("application/vnd.ms-excel"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ODS("application/vnd.oasis.opendocument.spreadsheet");

    /** For people: all extensions. */
    static final String LIST =
            Arrays.stream(values()).map(DocumentType::extension).collect(Collectors.joining(", "));

    private final String mediaType;

    DocumentType(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** Without the dot. */
    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a file's name says it is; case does not matter. */
    static Optional<DocumentType> ofName(String name) {
        var extension = name.substring(name.lastIndexOf('.') + 1);
        return name.contains(".")
                ? Arrays.stream(values())
                        .filter(type -> type.extension().equalsIgnoreCase(extension))
                        .findFirst()
                : Optional.empty();
    }
}
