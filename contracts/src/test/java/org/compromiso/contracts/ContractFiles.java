package org.compromiso.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The contracts as they stand in the jar, and the released copies beside them. */
final class ContractFiles {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private ContractFiles() {}

    /** The folder {@code contracts/} of the class path, where readers of the jar find it. */
    static Path root() {
        try {
            return Path.of(ContractFiles.class
                            .getResource("/contracts/asyncapi.yaml")
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The released schemas; not in the jar, so read from the module's folder. */
    static Path released() {
        return Path.of("released");
    }

    /** One schema per event type, without the parts. */
    static List<Path> eventSchemas() {
        return jsonFiles(root().resolve("events"), 1);
    }

    /** The schemas of all event types and of their parts. */
    static List<Path> schemas() {
        return Stream.concat(eventSchemas().stream(), jsonFiles(root().resolve("events/parts"), 1).stream())
                .toList();
    }

    static List<Path> examples() {
        return jsonFiles(root().resolve("events/examples"), 2);
    }

    static List<Path> referenceLists() {
        return jsonFiles(root().resolve("reference"), 1);
    }

    /** For a test per file, shown by the file's place in the contracts. */
    static Stream<Named<Path>> named(List<Path> files) {
        return files.stream().map(file -> Named.of(root().relativize(file).toString(), file));
    }

    static List<Path> jsonFiles(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            return JSON.readTree(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** The file's name without {@code .json}: for a schema its event type, for a list its name. */
    static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".json".length());
    }
}
