package org.compromiso.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was released stays: partners built on it. A breaking edit fails here; before the tag
 * {@code contracts-1.0} it may change the released copy in the same commit, after it needs a new type.
 */
class ReleasedContractsTest {

    static Stream<Path> releasedSchemas() {
        return ContractFiles.jsonFiles(ContractFiles.released(), 3).stream()
                .map(file -> ContractFiles.released().relativize(file));
    }

    @Test
    void thereAreReleasedSchemasAndTheirVersionIsSaid() {
        assertFalse(releasedSchemas().toList().isEmpty());
        assertTrue(Files.exists(ContractFiles.released().resolve("VERSION")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("releasedSchemas")
    void schemaKeepsWhatWasReleased(Path schema) {
        Path current = ContractFiles.root().resolve(schema);
        assertTrue(Files.exists(current), () -> schema + " was released and is gone");

        List<String> breaks = Compatibility.breaks(
                ContractFiles.json(ContractFiles.released().resolve(schema)), ContractFiles.json(current));

        assertEquals(List.of(), breaks, () -> schema + " breaks its released copy");
    }
}
