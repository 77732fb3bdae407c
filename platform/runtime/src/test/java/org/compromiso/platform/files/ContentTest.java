package org.compromiso.platform.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A document is what it holds, whatever it is called. */
class ContentTest {

    @ParameterizedTest
    @EnumSource
    void each_type_is_told_by_its_content(DocumentType type) {
        assertEquals(Content.of(type), content(Samples.of(type)));
    }

    static Stream<Arguments> refused() {
        var docx = Samples.of(DocumentType.DOCX);
        var word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        return Stream.of(
                Arguments.of("nothing", new byte[0], "file-type-refused"),
                Arguments.of("a picture", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, "file-type-refused"),
                Arguments.of("a program", Samples.text("\u007fELF\u0002\u0001\u0001\0\0"), "file-type-refused"),
                Arguments.of("Latin-1", new byte[] {'a', 'n', (byte) 0xF1, 'o'}, "file-type-refused"),
                Arguments.of("text with a zero", Samples.text("a\0b"), "file-type-refused"),
                Arguments.of("text that ends inside a character", new byte[] {'a', (byte) 0xC3}, "file-type-refused"),
                Arguments.of("any zip", Samples.zip(Map.of("a.txt", "a")), "file-type-refused"),
                Arguments.of("an empty zip's beginning", new byte[] {'P', 'K', 3, 4}, "file-type-refused"),
                Arguments.of("an e-book", Samples.openDocument("application/epub+zip", Map.of()), "file-type-refused"),
                Arguments.of(
                        "a drawing",
                        Samples.openDocument("application/vnd.oasis.opendocument.graphics", Map.of()),
                        "file-type-refused"),
                Arguments.of(
                        "a slide show",
                        Samples.withContentTypes(
                                Samples.of(DocumentType.PPTX), "presentation.main+xml", "slideshow.main+xml"),
                        "file-type-refused"),
                Arguments.of(
                        "a document whose main part is not there",
                        Samples.zip(Map.of("[Content_Types].xml", """
                                <Types><Override PartName="/word/document.xml" ContentType="%s"/></Types>""".formatted(word))),
                        "file-type-refused"),
                Arguments.of(
                        "content types that are no XML",
                        Samples.zip(Map.of("[Content_Types].xml", word)),
                        "file-type-refused"),
                Arguments.of("half a document", Arrays.copyOf(docx, docx.length / 2), "file-type-refused"),
                Arguments.of(
                        "an encrypted document",
                        Samples.compound(Map.of("EncryptionInfo", new byte[10], "EncryptedPackage", new byte[10])),
                        "file-type-refused"),
                Arguments.of(
                        "a message with a document inside",
                        Samples.compound(
                                Map.of("__substg1.0_1000001F", new byte[10], "attach/WordDocument", new byte[10])),
                        "file-type-refused"),
                Arguments.of("xlsm", Samples.xlsm(), "file-macros"),
                Arguments.of(
                        "docm",
                        Samples.withContentTypes(docx, word, "application/vnd.ms-word.document.macroEnabled.main+xml"),
                        "file-macros"),
                Arguments.of(
                        "doc with macros",
                        Samples.compound(Map.of("WordDocument", new byte[10], "Macros/VBA/dir", new byte[10])),
                        "file-macros"),
                Arguments.of(
                        "odt with macros",
                        Samples.openDocument(
                                DocumentType.ODT.mediaType(), Map.of("Basic/Standard/Module1.xml", "<script:module/>")),
                        "file-macros"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void everything_else_is_refused(String what, byte[] bytes, String code) {
        assertEquals(new Content(null, code), content(bytes));
    }

    /** Small files that claim to be endless: a directory far outside, tables that lead to themselves. */
    @ParameterizedTest
    @CsvSource({"0x7FFFFF00, 0", "0x7FFFFF00, 1", "0x10000, 0", "0, 0", "1, 1"})
    void a_compound_file_is_not_followed_out_of_itself(String directory, int table) throws IOException {
        var bytes = ByteBuffer.allocate(3 * 512).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(30, (short) 9);
        bytes.putInt(48, Integer.decode(directory));
        // The chain of the allocation table's parts, whose last number is the next of them.
        bytes.putInt(68, table);
        bytes.putInt((table + 2) * 512 - Integer.BYTES, table);
        var file = Files.write(Files.createTempFile("endless", null), bytes.array());
        var reads = new AtomicInteger();
        try (var channel = FileChannel.open(file)) {
            var counted = (SeekableByteChannel) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {SeekableByteChannel.class}, (proxy, method, args) -> {
                        assertTrue(!method.getName().equals("read") || reads.incrementAndGet() < 10_000);
                        return method.invoke(channel, args);
                    });

            assertEquals(new Content(null, "file-type-refused"), Ole2Document.look(counted));
        } finally {
            Files.delete(file);
        }
    }

    /** As text they are taken: {@link Download} says why that does no harm. */
    @ParameterizedTest
    @MethodSource
    void what_a_browser_might_run_is_text(String text) {
        assertEquals(Content.of(DocumentType.TXT), content(Samples.text(text)));
    }

    static Stream<String> what_a_browser_might_run_is_text() {
        return Stream.of("<html><script>alert(1)</script></html>", "<svg onload='alert(1)'/>", "alert(1)");
    }

    @Test
    void the_directory_of_a_large_compound_file_is_found_where_its_header_does_not_reach() {
        assertEquals(Content.of(DocumentType.DOC), content(Samples.doc(20 * 1024 * 1024)));
    }

    @Test
    void text_is_read_to_its_end() {
        var bytes = new byte[1_000_000];
        Arrays.fill(bytes, (byte) 'a');
        bytes[bytes.length - 1] = 0;

        assertEquals(Content.UNKNOWN, content(bytes));
    }

    @Test
    void a_zip_bomb_is_not_unpacked() {
        var bomb = Samples.bomb();

        assertTimeout(Duration.ofSeconds(2), () -> assertEquals(Content.UNKNOWN, content(bomb)));
    }

    @Test
    void a_compound_file_whose_directory_goes_in_circles_is_refused() {
        var bytes = Samples.doc(2_000);
        // Each sector of the table of sectors says that it is followed by the first of all.
        for (int i = 512; i < 1024; i += 4) {
            bytes[i] = bytes[i + 1] = bytes[i + 2] = bytes[i + 3] = 0;
        }

        assertTimeout(Duration.ofSeconds(2), () -> content(bytes));
    }

    @Property(tries = 500)
    void no_damage_to_a_document_does_more_than_have_it_refused(
            @ForAll DocumentType type,
            @ForAll @Size(min = 1, max = 20) int[] where,
            @ForAll byte with,
            @ForAll @IntRange(max = 3_000) int cut) {
        var bytes = Samples.of(type);
        for (var place : where) {
            bytes[Math.floorMod(place, Math.min(bytes.length, 2_048))] = with;
        }

        content(Arrays.copyOf(bytes, Math.max(0, bytes.length - cut)));
    }

    @Property(tries = 200)
    void anything_can_be_looked_at(@ForAll DocumentType type, @ForAll @Size(max = 2_000) byte[] rest) {
        var head = Arrays.copyOf(Samples.of(type), 8);
        var bytes = Arrays.copyOf(head, 8 + rest.length);
        System.arraycopy(rest, 0, bytes, 8, rest.length);

        content(bytes);
    }

    private static Content content(byte[] bytes) {
        try {
            Path file = Files.createTempFile("content", null);
            try {
                Files.write(file, bytes);
                return Content.of(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
