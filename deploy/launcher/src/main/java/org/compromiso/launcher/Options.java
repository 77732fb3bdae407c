package org.compromiso.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to start and where. {@code ./run --help} is the manual of the words on the command line.
 *
 * @param project the folder of the project, in which the built services are found
 * @param data the folder that keeps everything between two runs
 * @param heap the most heap that each service may take, as Java says it
 * @param clock how far the services' business clock is shifted; databases, Kafka and tokens keep real time
 * @param why the reference of a pledge or practice whose way is to be told instead of starting anything
 */
public record Options(
        Path project, Path data, Ports ports, String heap, Duration clock, boolean demo, Optional<String> why) {

    /** Enough for a few hundred thousand pledges. */
    private static final String HEAP = "192m";

    private static final Pattern SHIFT = Pattern.compile("([+-]?)(\\d{1,5})d");
    private static final Pattern REFERENCE = Pattern.compile("[PR]-\\d{4}-\\d{6,}");

    public Options {
        project = project.toAbsolutePath().normalize();
        data = project.resolve(data).normalize();
    }

    /** The system of a plain {@code ./run}, with its data in {@code data}. */
    public static Options of(Path project, Path data) {
        return new Options(project, data, Ports.standard(), HEAP, Duration.ZERO, false, Optional.empty());
    }

    public Options withPorts(Ports other) {
        return new Options(project, data, other, heap, clock, demo, why);
    }

    public Options withHeap(String size) {
        return new Options(project, data, ports, size, clock, demo, why);
    }

    public Options withClock(Duration shift) {
        return new Options(project, data, ports, heap, shift, demo, why);
    }

    /** Reads the command line. Refuses, with a sentence for the user, what it does not know. */
    static Options parse(Path project, List<String> words) {
        Options options = of(project, Path.of(".data"));
        Deque<String> rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            String word = rest.pop();
            options = switch (word) {
                case "--data" -> options.withData(Path.of(value(word, rest)));
                case "--clock" -> options.withClock(shift(value(word, rest)));
                case "--heap" -> options.withHeap(heap(value(word, rest)));
                case "--postgres-port" -> options.withPorts(options.ports.withPostgres(port(value(word, rest))));
                case "--demo" -> options.withDemo();
                case "--why" -> options.withWhy(reference(value(word, rest)));
                default -> throw new Refusal("Unknown option " + word + ". ./run --help lists them all.");
            };
        }
        return options;
    }

    private Options withData(Path folder) {
        return new Options(project, folder, ports, heap, clock, demo, why);
    }

    private Options withDemo() {
        return new Options(project, data, ports, heap, clock, true, why);
    }

    private Options withWhy(String reference) {
        return new Options(project, data, ports, heap, clock, demo, Optional.of(reference));
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new Refusal(option + " needs a value. ./run --help says which.");
        }
        return rest.pop();
    }

    private static Duration shift(String text) {
        Matcher m = SHIFT.matcher(text);
        if (!m.matches()) {
            throw new Refusal("--clock takes a number of days such as +400d, not '" + text + "'.");
        }
        Duration days = Duration.ofDays(Long.parseLong(m.group(2)));
        return m.group(1).equals("-") ? days.negated() : days;
    }

    private static String heap(String text) {
        if (!text.matches("[1-9]\\d{2,4}m|[1-9]\\d?g")) {
            throw new Refusal("--heap takes a size from 100m on, such as 512m or 2g, not '" + text + "'.");
        }
        return text;
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new Refusal("A port is a number from 1 to 65535, not '" + text + "'.");
        }
        return Integer.parseInt(text);
    }

    private static String reference(String text) {
        if (!REFERENCE.matcher(text).matches()) {
            throw new Refusal("--why takes a reference such as P-2026-000001 or R-2026-000001, not '" + text + "'.");
        }
        return text;
    }
}
