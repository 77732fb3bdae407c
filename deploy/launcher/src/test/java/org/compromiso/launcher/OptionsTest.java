package org.compromiso.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static final Path PROJECT = Path.of("/srv/compromiso");

    @Test
    void withoutWordsEverythingIsAsDocumented() {
        Options options = Options.parse(PROJECT, List.of());

        assertEquals(PROJECT.resolve(".data"), options.data());
        assertEquals(Ports.standard(), options.ports());
        assertEquals("192m", options.heap());
        assertEquals(Duration.ZERO, options.clock());
        assertFalse(options.demo());
        assertEquals(Optional.empty(), options.why());
    }

    @Test
    void readsEveryOption() {
        Options options = Options.parse(
                PROJECT,
                List.of(
                        "--data",
                        "/tmp/d",
                        "--clock",
                        "+400d",
                        "--heap",
                        "1g",
                        "--postgres-port",
                        "6000",
                        "--demo",
                        "--why",
                        "R-2026-000012"));

        assertEquals(Path.of("/tmp/d"), options.data());
        assertEquals("PT9600H", options.clock().toString());
        assertEquals("1g", options.heap());
        assertEquals(6000, options.ports().postgres());
        assertTrue(options.demo());
        assertEquals(Optional.of("R-2026-000012"), options.why());
    }

    @Test
    void aClockMayRunBehind() {
        assertEquals(
                Duration.ofDays(-3),
                Options.parse(PROJECT, List.of("--clock", "-3d")).clock());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fast",
                "--data",
                "--clock 400",
                "--clock +1h",
                "--heap 512",
                "--heap 99m",
                "--postgres-port 0",
                "--postgres-port 65536",
                "--postgres-port five",
                "--why P-26-1"
            })
    void refusesWhatItDoesNotKnow(String words) {
        assertThrows(Refusal.class, () -> Options.parse(PROJECT, List.of(words.split(" "))));
    }
}
