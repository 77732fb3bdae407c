package org.compromiso.platform.files;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A file as its owner keeps and shows it. It never changes: another content is another file.
 *
 * @param id names it in the store; in no relation to its content
 * @param name as the client called it, without folders, ending in the type's extension
 * @param type media type, found by looking at the content
 * @param size in bytes
 * @param sha256 of the content, hexadecimal
 */
@Schema(name = "File", description = "A file; its content is served as a download only")
public record StoredFile(
        UUID id,
        @Schema(examples = "programme.pdf") String name,

        @Schema(description = "Found by looking at the content", examples = "application/pdf")
        String type,

        @Schema(description = "Bytes") long size,

        @Schema(description = "Of the content, hexadecimal") String sha256) {}
