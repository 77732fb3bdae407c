package org.compromiso.platform.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Small genuine documents: Office's as Apache POI writes them, the others by their specification. */
final class Samples {

    private Samples() {}

    @FunctionalInterface
    private interface Writer {
        void write(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] written(Writer writer) {
        try {
            var out = new ByteArrayOutputStream();
            writer.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] of(DocumentType type) {
        return switch (type) {
            case TXT -> text("Année 2027: ñandú, 中文, مرحبا\n\tEnd.\r\n");
            case RTF -> text("{\\rtf1\\ansi\\deff0 {\\fonttbl {\\f0 Times New Roman;}} Hello}");
            case PDF -> pdf();
            case DOC -> doc(2_000);
            case XLS ->
                written(out -> {
                    try (var book = new HSSFWorkbook()) {
                        book.createSheet("Goals").createRow(0).createCell(0).setCellValue(50);
                        book.write(out);
                    }
                });
            case PPT ->
                written(out -> {
                    try (var show = new HSLFSlideShow()) {
                        show.createSlide();
                        show.write(out);
                    }
                });
            case DOCX ->
                written(out -> {
                    try (var document = new XWPFDocument()) {
                        document.createParagraph().createRun().setText("Hello");
                        document.write(out);
                    }
                });
            case XLSX ->
                written(out -> {
                    try (var book = new XSSFWorkbook()) {
                        book.createSheet("Goals").createRow(0).createCell(0).setCellValue(50);
                        book.write(out);
                    }
                });
            case PPTX ->
                written(out -> {
                    try (var show = new XMLSlideShow()) {
                        show.createSlide();
                        show.write(out);
                    }
                });
            case ODT, ODS, ODP -> openDocument(type.mediaType(), Map.of());
        };
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] pdf() {
        return text("""
                %PDF-1.4
                1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
                2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
                3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 3 3]>>endobj
                xref
                0 4
                0000000000 65535 f\s
                0000000009 00000 n\s
                0000000052 00000 n\s
                0000000101 00000 n\s
                trailer<</Size 4/Root 1 0 R>>
                startxref
                160
                %%EOF
                """);
    }

    /** The compound file of a Word document with a main stream of this size (POI makes no Word document from nothing). */
    static byte[] doc(int size) {
        return compound(Map.of("WordDocument", new byte[size], "1Table", new byte[5_000]));
    }

    static byte[] compound(Map<String, byte[]> streams) {
        return written(out -> {
            try (var files = new POIFSFileSystem()) {
                for (var stream : streams.entrySet()) {
                    DirectoryEntry folder = files.getRoot();
                    var path = stream.getKey().split("/");
                    for (int i = 0; i < path.length - 1; i++) {
                        folder = folder.createDirectory(path[i]);
                    }
                    folder.createDocument(path[path.length - 1], new ByteArrayInputStream(stream.getValue()));
                }
                files.writeFilesystem(out);
            }
        });
    }

    /** ODF 1.3, part 2: {@code mimetype} first and stored. */
    static byte[] openDocument(String mimetype, Map<String, String> more) {
        return written(out -> {
            try (var zip = new ZipOutputStream(out)) {
                var bytes = text(mimetype);
                var crc = new CRC32();
                crc.update(bytes);
                var first = new ZipEntry("mimetype");
                first.setMethod(ZipEntry.STORED);
                first.setSize(bytes.length);
                first.setCrc(crc.getValue());
                zip.putNextEntry(first);
                zip.write(bytes);
                var entries = new LinkedHashMap<String, String>();
                entries.put("content.xml", "<office:document-content/>");
                entries.put("META-INF/manifest.xml", "<manifest:manifest/>");
                entries.putAll(more);
                write(zip, entries);
            }
        });
    }

    static byte[] zip(Map<String, String> entries) {
        return written(out -> {
            try (var zip = new ZipOutputStream(out)) {
                write(zip, entries);
            }
        });
    }

    private static void write(ZipOutputStream zip, Map<String, String> entries) throws IOException {
        for (var entry : entries.entrySet()) {
            zip.putNextEntry(new ZipEntry(entry.getKey()));
            zip.write(text(entry.getValue()));
        }
    }

    /** A workbook with macros, as Excel writes xlsm. */
    static byte[] xlsm() {
        return written(out -> {
            try (var book = new XSSFWorkbook()) {
                book.createSheet("Goals");
                book.setVBAProject(new ByteArrayInputStream(new byte[100]));
                book.write(out);
            }
        });
    }

    /** A document of Office Open XML with a word of its content types replaced. */
    static byte[] withContentTypes(byte[] document, String from, String to) {
        return written(out -> {
            try (var in = new ZipInputStream(new ByteArrayInputStream(document));
                    var zip = new ZipOutputStream(out)) {
                for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    if (entry.getName().equals("[Content_Types].xml")) {
                        zip.write(text(new String(in.readAllBytes(), StandardCharsets.UTF_8).replace(from, to)));
                    } else {
                        in.transferTo(zip);
                    }
                }
            }
        });
    }

    /** A zip bomb that calls itself a document: its content types unpack to 1 GB. */
    static byte[] bomb() {
        return written(out -> {
            try (var zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
                new Zeros(1L << 30).transferTo(zip);
            }
        });
    }

    private static final class Zeros extends InputStream {

        private long left;

        private Zeros(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            var now = (int) Math.min(left, length);
            left -= now;
            return now == 0 ? -1 : now;
        }
    }
}
