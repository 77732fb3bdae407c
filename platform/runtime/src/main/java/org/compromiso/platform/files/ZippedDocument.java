package org.compromiso.platform.files;

import static java.util.Map.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/**
 * Tells the documents apart that are zip archives: OpenDocument by its entry {@code mimetype} (ODF 1.3, part 2, 3.3),
 * Office Open XML by the type of its main part in {@code [Content_Types].xml} (ECMA-376, part 2). Reads the archive's
 * directory and that one entry, never more than a bounded part of it: what a zip bomb would unpack is not unpacked.
 */
final class ZippedDocument {

    private static final Map<String, DocumentType> OPEN_DOCUMENT = Map.of(
            DocumentType.ODT.mediaType(), DocumentType.ODT,
            DocumentType.ODP.mediaType(), DocumentType.ODP,
            DocumentType.ODS.mediaType(), DocumentType.ODS);

    private static final Map<String, DocumentType> MAIN_PARTS = Map.ofEntries(
            entry(DocumentType.DOCX.mediaType() + ".main+xml", DocumentType.DOCX),
            entry(DocumentType.PPTX.mediaType() + ".main+xml", DocumentType.PPTX),
            entry(DocumentType.XLSX.mediaType() + ".main+xml", DocumentType.XLSX));

    private static final int LARGEST_MIMETYPE = 100;
    private static final int LARGEST_CONTENT_TYPES = 1024 * 1024;

    private ZippedDocument() {}

    static Content look(Path file) {
        try (var zip = new ZipFile(file.toFile())) {
            var macros = zip.stream().map(ZipEntry::getName).anyMatch(ZippedDocument::holdsMacros);
            var mimetype = zip.getEntry("mimetype");
            var contentTypes = zip.getEntry("[Content_Types].xml");
            if (mimetype != null && zip.getEntry("content.xml") != null) {
                var type =
                        OPEN_DOCUMENT.get(new String(read(zip, mimetype, LARGEST_MIMETYPE), StandardCharsets.US_ASCII));
                return type == null ? Content.UNKNOWN : macros ? Content.WITH_MACROS : Content.of(type);
            }
            if (contentTypes != null) {
                return officeOpenXml(zip, contentTypes, macros);
            }
            return Content.UNKNOWN;
        } catch (IOException | IllegalArgumentException | XMLStreamException broken) {
            return Content.UNKNOWN;
        }
    }

    private static Content officeOpenXml(ZipFile zip, ZipEntry contentTypes, boolean macros)
            throws IOException, XMLStreamException {
        var mainParts = new HashSet<DocumentType>();
        for (var part : parts(read(zip, contentTypes, LARGEST_CONTENT_TYPES))) {
            if (part.type().contains("macroenabled") || part.type().contains("vbaproject")) {
                return Content.WITH_MACROS;
            }
            var main = MAIN_PARTS.get(part.type());
            if (main != null && zip.getEntry(part.entry()) != null) {
                mainParts.add(main);
            }
        }
        if (mainParts.size() != 1) {
            return Content.UNKNOWN;
        }
        return macros ? Content.WITH_MACROS : Content.of(mainParts.iterator().next());
    }

    /** A part that {@code [Content_Types].xml} names, its type in lower case. */
    private record Part(String entry, String type) {}

    private static Set<Part> parts(byte[] contentTypes) throws XMLStreamException {
        var factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var reader = factory.createXMLStreamReader(new ByteArrayInputStream(contentTypes));
        var parts = new HashSet<Part>();
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                var name = reader.getAttributeValue(null, "PartName");
                var type = reader.getAttributeValue(null, "ContentType");
                if (type != null) {
                    parts.add(new Part(
                            name == null ? "" : name.substring(name.startsWith("/") ? 1 : 0),
                            type.toLowerCase(Locale.ROOT)));
                }
            }
        }
        return parts;
    }

    private static boolean holdsMacros(String entry) {
        var name = entry.toLowerCase(Locale.ROOT);
        return name.endsWith("vbaproject.bin") || name.startsWith("basic/") || name.startsWith("scripts/");
    }

    /** The whole entry; throws when it is larger than it may be. */
    private static byte[] read(ZipFile zip, ZipEntry entry, int largest) throws IOException {
        try (var stream = zip.getInputStream(entry)) {
            var bytes = stream.readNBytes(largest + 1);
            if (bytes.length > largest) {
                throw new IOException(entry.getName() + " is larger than any such entry");
            }
            return bytes;
        }
    }
}
