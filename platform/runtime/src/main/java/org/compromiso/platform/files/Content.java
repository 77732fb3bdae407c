package org.compromiso.platform.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a file holds, whatever it is called: a type that is taken, or why not. However large or hostile the file, only a
 * bounded part of it is in memory, and nothing of it is executed or unpacked but a directory and one small entry.
 *
 * @param type null when it is none that is taken
 * @param refusal code of the finding when it is none
 */
record Content(DocumentType type, String refusal) {

    static final Content UNKNOWN = refused("file-type-refused");
    static final Content WITH_MACROS = refused("file-macros");

    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RTF = "{\\rtf".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE2 = {
        (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };
    private static final int AT_ONCE = 64 * 1024;

    static Content of(DocumentType type) {
        return new Content(type, null);
    }

    private static Content refused(String code) {
        return new Content(null, code);
    }

    /** Looks at a file; for threads that may block. */
    static Content of(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var head = ByteBuffer.allocate(OLE2.length);
            channel.read(head, 0);
            if (starts(head, PDF)) {
                return of(DocumentType.PDF);
            }
            if (starts(head, RTF)) {
                return of(DocumentType.RTF);
            }
            if (starts(head, ZIP)) {
                return ZippedDocument.look(file);
            }
            if (starts(head, OLE2)) {
                return Ole2Document.look(channel);
            }
            return channel.size() > 0 && isPlainText(channel) ? of(DocumentType.TXT) : UNKNOWN;
        }
    }

    private static boolean starts(ByteBuffer head, byte[] with) {
        return head.position() >= with.length && Arrays.equals(head.array(), 0, with.length, with, 0, with.length);
    }

    /** UTF-8 through and through, without control characters other than those of layout. */
    private static boolean isPlainText(FileChannel channel) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = ByteBuffer.allocate(AT_ONCE);
        var chars = CharBuffer.allocate(AT_ONCE);
        channel.position(0);
        boolean atEnd;
        do {
            atEnd = channel.read(bytes) < 0;
            var result = decoder.decode(bytes.flip(), chars.clear(), atEnd);
            if (result.isError() || chars.flip().chars().anyMatch(Content::isNoText)) {
                return false;
            }
            bytes.compact();
        } while (!atEnd);
        return decoder.flush(chars.clear()).isUnderflow();
    }

    private static boolean isNoText(int c) {
        return Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    }
}
