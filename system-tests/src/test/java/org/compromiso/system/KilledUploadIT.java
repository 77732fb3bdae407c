package org.compromiso.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kill pledge-service while it takes in files: what it acknowledged is there, whole, and of the rest nothing is left. */
@Tag("full")
@ExtendWith(RunningSystem.class)
class KilledUploadIT {

    private static final String SERVICE = "pledge-service";
    private static final Path FOLDER = RunningSystem.DATA.resolve("files").resolve(SERVICE);

    /** How long a process may take to be back, on a machine that has other things to do. */
    private static final Duration RECOVERY = Duration.ofMinutes(3);

    private static final int MB = 1024 * 1024;
    private static final byte[] TEXT = "Attached to a pledge\n".repeat(MB / 20).getBytes(US_ASCII);

    private final Hub hub = new Hub();

    @Test
    void of_an_upload_that_a_kill_cut_off_nothing_is_left() throws Exception {
        var acknowledged = new CopyOnWriteArrayList<String>();
        var going = new AtomicBoolean(true);
        var uploads = new Thread(() -> upload(going, acknowledged), "uploads");
        uploads.start();
        await().atMost(RECOVERY).until(() -> acknowledged.size() >= 3);
        var cutOff = draft();
        try (var socket = new Socket("127.0.0.1", RunningSystem.PORTS.pledge())) {
            socket.getOutputStream()
                    .write(("PUT /api/pledges/" + cutOff + "/attachment HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Authorization: Bearer " + hub.token("pledger-ilo") + "\r\nContent-Length: "
                                    + 20 * MB
                                    + "\r\n\r\n")
                            .getBytes(US_ASCII));
            socket.getOutputStream().write(TEXT);
            socket.getOutputStream().flush();
            await().atMost(RECOVERY).until(() -> sizes(arriving()) >= TEXT.length);

            killAndAwait();
        }
        going.set(false);
        uploads.join();
        assertFalse(arriving().isEmpty(), "the kill came too late to leave anything behind");

        // An hour later, and the service starts anew.
        makeOld(arriving());
        makeOld(kept());
        killAndAwait();

        await().atMost(RECOVERY).untilAsserted(() -> assertEquals(Set.of(), arriving()));
        await().atMost(RECOVERY).untilAsserted(() -> assertEquals(rows(), names(kept())));
        // With a token that is fresh, however long it took.
        var later = new Hub();
        later.as("pledger-ilo")
                .get(hub.pledges() + "/" + cutOff)
                .then()
                .statusCode(200)
                .body("attachment", nullValue());
        for (var reference : acknowledged) {
            var file = later.as("pledger-ilo").get(hub.pledges() + "/" + reference + "/attachment");
            assertEquals(200, file.statusCode(), reference);
            assertArrayEquals(TEXT, file.asByteArray(), reference);
        }
    }

    /** One file after the other, each to a pledge of its own. What is not answered with 201 may or may not be there. */
    private void upload(AtomicBoolean going, CopyOnWriteArrayList<String> acknowledged) {
        while (going.get()) {
            try {
                var reference = draft();
                hub.as("pledger-ilo")
                        .contentType("application/octet-stream")
                        .body(TEXT)
                        .put(hub.pledges() + "/" + reference + "/attachment")
                        .then()
                        .statusCode(201);
                acknowledged.add(reference);
            } catch (Exception | AssertionError refused) {
                Thread.onSpinWait();
            }
        }
    }

    private String draft() {
        return hub.as("pledger-ilo")
                .body(Hub.pledge("With a file " + UUID.randomUUID()).toString())
                .post(hub.pledges())
                .then()
                .statusCode(201)
                .extract()
                .path("reference");
    }

    private void killAndAwait() throws Exception {
        var killed = RunningSystem.pid(SERVICE);
        RunningSystem.signal(killed, "KILL");
        await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(() -> RunningSystem.processes().containsKey(SERVICE) && RunningSystem.pid(SERVICE) != killed);
        await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(() ->
                        hub.as("pledger-ilo").get(hub.pledges() + "?mine=true").statusCode() == 200);
    }

    private static Set<Path> arriving() {
        return files(FOLDER.resolve("arriving"));
    }

    private static Set<Path> kept() {
        return files(FOLDER.resolve("kept"));
    }

    private static Set<Path> files(Path folder) {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sizes(Set<Path> files) {
        return files.stream()
                .map(Path::toFile)
                .mapToLong(file -> file.length())
                .max()
                .orElse(0);
    }

    private static Set<String> names(Set<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void makeOld(Set<Path> files) throws IOException {
        for (var file : files) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        }
    }

    private static Set<String> rows() throws SQLException, IOException {
        try (var connection = RunningSystem.database("pledge");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select id from file")) {
            var ids = new TreeSet<String>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }
}
