package org.compromiso.platform.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.compromiso.platform.testing.LocalServices;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder holds what was sent, whole, and nothing that nobody needs. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class FileStoreTest {

    private static final String TEN_BYTES = "0123456789";

    @Inject
    Vertx vertx;

    @Inject
    Pool pool;

    @TempDir
    Path folder;

    private FileStore files;

    @BeforeEach
    void empty() throws IOException {
        Files.createDirectories(folder.resolve("arriving"));
        Files.createDirectories(folder.resolve("kept"));
        files = new FileStore(vertx, pool, folder, Duration.ofMinutes(1));
    }

    @Test
    void a_file_of_which_a_part_is_not_on_the_disk_is_not_taken() throws IOException {
        var id = UUID.randomUUID();
        var arrived = Files.writeString(folder.resolve("arriving/" + id), TEN_BYTES);

        assertThrows(IOException.class, () -> files.takeIn(id, 11, new FileName("a.txt"), "attachment"));
        assertTrue(Files.exists(arrived));

        assertEquals(
                10, files.takeIn(id, 10, new FileName("a.txt"), "attachment").size());
    }

    @Test
    void leftovers_are_removed_although_something_else_lies_beside_them() throws IOException {
        var id = UUID.randomUUID().toString();
        var kept = Files.createDirectories(folder.resolve("kept/" + id.substring(0, 2)));
        var leftover = Files.writeString(kept.resolve(id), TEN_BYTES);
        var beside = Files.writeString(kept.resolve("notes.txt"), TEN_BYTES);
        var above = Files.writeString(folder.resolve("kept/.nfs0001"), TEN_BYTES);

        var removed =
                files.removeLeftovers(Instant.now().plusSeconds(60)).await().atMost(Duration.ofSeconds(30));

        assertEquals(1, removed);
        assertFalse(Files.exists(leftover));
        assertTrue(Files.exists(beside));
        assertTrue(Files.exists(above));
    }
}
