package org.compromiso.platform.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a module refuses with, as its sources say it: the status and code of every problem. */
public final class Refusals {

    private static final Pattern PROBLEM = Pattern.compile("Problem\\s*\\.of\\(\\s*([0-9]{3}),\\s*\"([a-z-]+)\"");

    private Refusals() {}

    /** Each has its line in {@code docs/problems.md}; a test runs in its module's folder. */
    public static void assertDocumented() {
        var module = Path.of("").toAbsolutePath();
        var table = text(above(module, "docs/problems.md"));
        var problems = problems(module.resolve("src/main/java"));
        assertFalse(problems.isEmpty(), "No problem in " + module);
        for (var problem : problems) {
            var line = "| `%s` | %s |".formatted(problem.group(2), problem.group(1));
            assertTrue(table.contains(line), () -> "docs/problems.md lacks " + line);
        }
    }

    private static List<MatchResult> problems(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> PROBLEM.matcher(text(file)).results())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path above(Path folder, String file) {
        var found = folder.resolve(file);
        return Files.exists(found) ? found : above(folder.getParent(), file);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
