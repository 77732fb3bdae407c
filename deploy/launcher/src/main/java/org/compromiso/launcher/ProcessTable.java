package org.compromiso.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The file {@code <data>/processes}: a line {@code name pid} for each process that runs now. */
final class ProcessTable {

    private final Path file;
    private final Map<String, Long> pids = new LinkedHashMap<>();

    ProcessTable(Path file) {
        this.file = file;
    }

    /** What the file says; empty without one. Lines that cannot be read are left out. */
    static Map<String, Long> read(Path file) throws IOException {
        Map<String, Long> found = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.trim().split(" ");
                if (words.length == 2 && words[1].matches("\\d{1,18}")) {
                    found.put(words[0], Long.parseLong(words[1]));
                }
            }
        }
        return found;
    }

    synchronized void started(String name, long pid) {
        pids.put(name, pid);
        write();
    }

    synchronized void ended(String name) {
        pids.remove(name);
        write();
    }

    // A reader never sees half a table.
    private void write() {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(
                    next,
                    pids.entrySet().stream()
                            .map(e -> e.getKey() + " " + e.getValue() + "\n")
                            .collect(Collectors.joining()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
