package org.compromiso.platform.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One event type as {@code contracts/events} defines it. */
public record EventContract(String type) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The producer's half: what is sent fits the schema and is what was approved. */
    public void sends(String value, String approvedResource) {
        var errors = schema().validate(
                        value,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        assertTrue(errors.isEmpty(), () -> type + ": " + errors + "\n" + value);
        var received = Path.of("target", approvedResource);
        write(received, pretty(value));
        assertEquals(
                pretty(resource(approvedResource)),
                pretty(value),
                () -> "If this is meant, approve it: cp " + received + " src/test/resources/" + approvedResource);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The consumer's half: every example, each also with a field and a code that nobody knows yet. */
    public List<JsonNode> examples() {
        try {
            var folder = EventContract.class
                    .getClassLoader()
                    .getResource("contracts/events/examples/" + type)
                    .toURI();
            if (folder.getScheme().equals("jar")) {
                try (var jar = FileSystems.newFileSystem(folder, Map.of())) {
                    return read(jar.getPath("contracts/events/examples/" + type));
                }
            }
            return read(Path.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> read(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted()
                    .map(file -> {
                        try {
                            return JSON.readTree(Files.readString(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }

    private Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("classpath:contracts/events/" + type + ".json"));
    }

    private static String resource(String name) {
        try (var stream = EventContract.class.getClassLoader().getResourceAsStream(name)) {
            if (stream == null) {
                return "{}";
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pretty(String json) {
        try {
            return JSON.readTree(json).toPrettyString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
