package org.compromiso.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {

    @TempDir
    Path folder;

    @Test
    void holdsALineForEachProcessThatRunsNow() throws IOException {
        Path file = folder.resolve("processes");
        ProcessTable table = new ProcessTable(file);
        table.started("postgres", 11);
        table.started("kafka", 12);
        table.started("kafka", 13);
        table.started("keycloak", 14);

        table.ended("keycloak");

        assertEquals("postgres 11\nkafka 13\n", Files.readString(file));
    }

    @Test
    void readsBackWhatItWroteAndLeavesOutWhatIsNoLineOfIts() throws IOException {
        Path file = folder.resolve("processes");
        Files.writeString(file, "postgres 11\nhalf\nkafka x\nkafka 12\n");

        assertEquals(Map.of("postgres", 11L, "kafka", 12L), ProcessTable.read(file));
    }

    @Test
    void isEmptyWithoutAFile() throws IOException {
        assertEquals(Map.of(), ProcessTable.read(folder.resolve("processes")));
    }
}
