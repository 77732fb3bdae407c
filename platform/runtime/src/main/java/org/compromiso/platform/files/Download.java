package org.compromiso.platform.files;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How a file is served: to be saved, and never to be shown or run by a browser, whatever it holds. Plain text may well be
 * HTML or a script: as {@code text/plain}, {@code nosniff}, sandboxed and as an attachment it stays text.
 */
public final class Download {

    private Download() {}

    /** The answer that streams a file; the caller adds what caches may do with it. */
    public static Response.ResponseBuilder of(StoredFile file, Path content) {
        return Response.ok(content)
                .type(DocumentType.TXT.mediaType().equals(file.type()) ? file.type() + ";charset=UTF-8" : file.type())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(file.name()))
                // Said to HEAD too, which sends no file.
                .header(HttpHeaders.CONTENT_LENGTH, file.size())
                .header("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    /** RFC 6266: a plain name for old clients, the whole one for all others. */
    static String disposition(String name) {
        var plain = name.replaceAll("[^\\w .()-]", "_");
        var encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
