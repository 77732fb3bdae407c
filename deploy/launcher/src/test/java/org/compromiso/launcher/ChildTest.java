package org.compromiso.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies comes back, also when what stands in its way goes only later. */
class ChildTest {

    @TempDir
    Path folder;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private Path table;
    private Child child;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        table = Files.createDirectories(folder.resolve("data")).resolve("processes");
        child = new Child(new Sleeper(), folder, new ProcessTable(table), new Progress(Instant.now(), said::add));
        child.start();
    }

    @AfterEach
    void stop() {
        child.stop();
    }

    @Test
    void what_was_killed_is_started_again() throws Exception {
        var first = pid();

        kill(first);

        awaitLine("sleeper ready again");
        assertNotEquals(first, pid());
    }

    @Test
    void what_cannot_be_started_is_tried_again_until_it_can() throws Exception {
        refusals.set(2);

        kill(pid());

        awaitLine("cannot be started (no space left)");
        awaitLine("cannot be started (no space left)");
        awaitLine("sleeper ready again");
        assertTrue(ProcessHandle.of(pid()).orElseThrow().isAlive());
    }

    @Test
    void a_table_that_cannot_be_written_ends_no_watch() throws Exception {
        var first = pid();
        Files.delete(table);
        Files.createDirectories(table.resolve("in-the-way"));

        kill(first);

        awaitLine("the table of processes is out of date");
        awaitLine("sleeper ready again");
    }

    @Test
    void what_is_stopped_stays_stopped() throws Exception {
        child.stop();

        assertEquals("", Files.readString(table));
        assertTrue(said.stream().noneMatch(line -> line.contains("again")));
    }

    private long pid() throws IOException {
        return ProcessTable.read(table).get("sleeper");
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private void awaitLine(String part) throws InterruptedException {
        String line;
        do {
            line = said.poll(20, TimeUnit.SECONDS);
            assertNotNull(line, "not said: " + part);
        } while (!line.contains(part));
    }

    private final class Sleeper implements Part {

        @Override
        public String name() {
            return "sleeper";
        }

        @Override
        public void prepare() throws IOException {
            if (refusals.getAndDecrement() > 0) {
                throw new IOException("no space left");
            }
        }

        @Override
        public ProcessBuilder command() {
            return new ProcessBuilder("sleep", "60");
        }

        @Override
        public boolean ready() {
            return true;
        }
    }
}
