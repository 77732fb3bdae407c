package org.compromiso.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The example of an event that the contracts give, to be made one's own. */
final class ContractExample {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ContractExample() {}

    static ObjectNode of(String type, String name) {
        try {
            return (ObjectNode) JSON.readTree(Path.of(
                            System.getProperty("compromiso.project"),
                            "contracts/events/examples/%s/%s.json".formatted(type, name))
                    .toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
