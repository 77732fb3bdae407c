package org.compromiso.dashboard.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferenceListsTest {

    @Test
    void every_list_of_the_contracts_is_served() throws IOException {
        try (var files = Files.list(Path.of("..", "contracts", "reference"))) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.replace(".json", ""))
                    .sorted()
                    .toList();
            assertEquals(names, ReferenceResource.LISTS);
        }
    }
}
