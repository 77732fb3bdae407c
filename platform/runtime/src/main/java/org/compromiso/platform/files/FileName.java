package org.compromiso.platform.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;

/**
 * What a client calls the file it sends, by {@code Content-Disposition} (RFC 6266, as the answer will carry it): in the
 * header, because names may tell of persons and addresses stand in logs. Of a path the last part counts, {@code ../} and
 * {@code C:\} included; a name is shown and never used to find anything.
 *
 * @param value null when the client gave none
 */
public record FileName(String value) {

    private static final int LONGEST = 200;
    private static final String POINTER = "/attachment/name";
    private static final String PARAMETER =
            "\\s*;\\s*([\\w!#$%&'*+.^`|~-]++)\\s*=\\s*(\"(?:[^\"\\\\]++|\\\\.)*+\"|[^\\s;\"]*+)";
    private static final Pattern HEADER = Pattern.compile("\\s*[\\w-]++(?:" + PARAMETER + ")*+\\s*;?\\s*");
    private static final Pattern ONE = Pattern.compile(PARAMETER);
    private static final Pattern EXTENDED = Pattern.compile("(?i)utf-8'[\\w-]*'(.*)");
    private static final Pattern PERCENT = Pattern.compile("(?:[^%]++|%\\p{XDigit}{2})*+");

    /** Reads the header; throws a 400 problem when it cannot be read. */
    public static FileName of(String contentDisposition) {
        if (contentDisposition == null) {
            return new FileName(null);
        }
        if (!HEADER.matcher(contentDisposition).matches()) {
            throw unreadable();
        }
        String plain = null;
        String extended = null;
        var parameters = ONE.matcher(contentDisposition);
        while (parameters.find()) {
            switch (parameters.group(1).toLowerCase(Locale.ROOT)) {
                case "filename" -> plain = utf8OrLatin1(unquoted(parameters.group(2)));
                case "filename*" -> extended = decoded(parameters.group(2));
                default -> {
                    // Says nothing of the name.
                }
            }
        }
        var name = extended == null ? plain : extended;
        return new FileName(name == null ? null : lastPart(Normalizer.normalize(name, Normalizer.Form.NFC)));
    }

    /** The name, or one made of this word and the type's extension when the client gave none. */
    String orElse(String otherwise, DocumentType type) {
        return value == null ? otherwise + "." + type.extension() : value;
    }

    /** What is wrong with the name alone, and whether it fits what the file holds. */
    List<Finding> findings(Content content) {
        var findings = new ArrayList<Finding>();
        if (value == null) {
            return findings;
        }
        if (value.isEmpty() || value.lastIndexOf('.') == 0 || value.chars().allMatch(c -> c == '.')) {
            findings.add(Finding.at(POINTER, "file-name-required"));
            return findings;
        }
        if (value.codePoints().anyMatch(FileName::unfit)) {
            findings.add(Finding.at(POINTER, "file-name-character"));
        }
        if (value.codePointCount(0, value.length()) > LONGEST) {
            findings.add(Finding.at(POINTER, "too-long", Map.of("max", LONGEST)));
        }
        var said = DocumentType.ofName(value);
        if (said.isEmpty()) {
            findings.add(Finding.at(POINTER, "file-name-type", Map.of("types", DocumentType.LIST)));
        } else if (content.type() != null && said.get() != content.type()) {
            findings.add(Finding.at(
                    POINTER,
                    "file-name-unfit",
                    Map.of(
                            "said",
                            said.get().extension(),
                            "found",
                            content.type().extension())));
        }
        return findings;
    }

    /** Control characters, and those that make a name look like another (text from right to left). */
    private static boolean unfit(int c) {
        var type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069;
    }

    private static String lastPart(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                .strip();
    }

    private static String unquoted(String value) {
        return value.startsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\([\"\\\\])", "$1")
                : value;
    }

    /** Headers come as Latin-1; curl and browsers write UTF-8 into them. */
    private static String utf8OrLatin1(String header) {
        try {
            return strict(StandardCharsets.UTF_8, header.getBytes(StandardCharsets.ISO_8859_1));
        } catch (CharacterCodingException notUtf8) {
            return header;
        }
    }

    /** RFC 8187. */
    private static String decoded(String value) {
        var parts = EXTENDED.matcher(value);
        if (!parts.matches() || !PERCENT.matcher(parts.group(1)).matches()) {
            throw unreadable();
        }
        var text = parts.group(1);
        var bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.put((byte) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.put((byte) text.charAt(i));
            }
        }
        try {
            return strict(StandardCharsets.UTF_8, Arrays.copyOf(bytes.array(), bytes.position()));
        } catch (CharacterCodingException notUtf8) {
            throw unreadable();
        }
    }

    private static String strict(Charset charset, byte[] bytes) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static Problem unreadable() {
        return Problem.unreadable(List.of(Finding.at("", "bad-content-disposition")));
    }
}
