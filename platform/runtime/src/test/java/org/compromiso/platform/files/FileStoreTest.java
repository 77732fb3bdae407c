package org.compromiso.platform.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
    private static final Duration SOON = Duration.ofSeconds(30);

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
        Files.createDirectories(folder.resolve("set-aside"));
        files = new FileStore(vertx, pool, folder, Duration.ofDays(30), Duration.ofMinutes(1));
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
    void what_was_being_received_when_the_service_was_killed_is_removed() throws IOException {
        var half = Files.writeString(folder.resolve("arriving/" + UUID.randomUUID()), TEN_BYTES);

        assertEquals(0, tidy(Instant.now().minusSeconds(60)));
        assertTrue(Files.exists(half));

        assertEquals(1, tidy(Instant.now().plusSeconds(60)));
        assertFalse(Files.exists(half));
    }

    @Test
    void a_file_that_no_row_names_is_set_aside_although_something_else_lies_beside_it() throws IOException {
        var id = UUID.randomUUID();
        var leftover = kept(id);
        var beside = Files.writeString(leftover.resolveSibling("notes.txt"), TEN_BYTES);
        var above = Files.writeString(folder.resolve("kept/.nfs0001"), TEN_BYTES);

        assertEquals(1, tidy(Instant.now().plusSeconds(60)));

        assertFalse(Files.exists(leftover));
        assertEquals(TEN_BYTES, Files.readString(setAside(id)));
        assertTrue(Files.exists(beside));
        assertTrue(Files.exists(above));
    }

    @Test
    void what_was_set_aside_is_removed_after_a_month_however_old_the_file_is() throws IOException {
        var id = UUID.randomUUID();
        Files.setLastModifiedTime(kept(id), FileTime.from(Instant.now().minus(Duration.ofDays(400))));
        tidy(Instant.now());

        assertEquals(0, tidy(Instant.now().plus(Duration.ofDays(29))));
        assertTrue(Files.exists(setAside(id)));

        assertEquals(1, tidy(Instant.now().plus(Duration.ofDays(31))));
        assertFalse(Files.exists(setAside(id)));
    }

    /** The service started with an older database than the folder's, and then with the right one. */
    @Test
    void a_file_that_a_row_names_again_is_put_back_and_stays() throws IOException {
        var id = UUID.randomUUID();
        var file = kept(id);
        tidy(Instant.now().plusSeconds(60));
        assertFalse(Files.exists(file));

        pool.preparedQuery("insert into file (id) values ($1)")
                .execute(Tuple.of(id))
                .await()
                .atMost(SOON);
        assertEquals(1, tidy(Instant.now().plus(Duration.ofDays(31))));

        assertEquals(TEN_BYTES, Files.readString(file));
        assertEquals(0, tidy(Instant.now().plus(Duration.ofDays(31))));
        assertTrue(Files.exists(file));
    }

    private int tidy(Instant before) {
        return files.tidy(before).await().atMost(SOON);
    }

    private Path kept(UUID id) throws IOException {
        var place = folder.resolve("kept/" + id.toString().substring(0, 2) + "/" + id);
        Files.createDirectories(place.getParent());
        return Files.writeString(place, TEN_BYTES);
    }

    private Path setAside(UUID id) {
        return folder.resolve("set-aside/" + id);
    }
}
