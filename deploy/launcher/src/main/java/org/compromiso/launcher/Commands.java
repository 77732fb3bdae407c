package org.compromiso.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Commands of the operating system that the parts of the system are started and stopped with. */
final class Commands {

    private Commands() {}

    /**
     * The words in a session of their own where the system knows such a thing: Ctrl-C then reaches the launcher
     * alone, which stops the parts in order.
     */
    static ProcessBuilder detached(List<String> words) {
        List<String> all = new ArrayList<>();
        find("setsid").ifPresent(all::add);
        all.addAll(words);
        return new ProcessBuilder(all);
    }

    /** The Java that runs the launcher. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static Optional<String> find(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path candidate = Path.of(folder, program);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate.toString());
            }
        }
        return Optional.empty();
    }

    /** Runs a command to its end. Refuses with what it printed when it fails. */
    static void run(ProcessBuilder command, String what) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new Refusal(what + " failed:\n" + output.strip());
        }
    }

    /** Asks the process to end and waits for it; ends it the hard way after {@code seconds}. */
    static void stop(ProcessHandle process, String signal, long seconds) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            process.onExit().get(seconds, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (java.util.concurrent.ExecutionException | IOException e) {
            process.destroyForcibly();
        }
    }

    /** The command line of a process, or nothing when it is gone or not ours to see. */
    static String line(ProcessHandle process) {
        // The JDK cuts long command lines, and a broker's is long.
        Path proc = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            if (Files.isReadable(proc)) {
                return new String(Files.readAllBytes(proc)).replace('\0', ' ');
            }
        } catch (IOException e) {
            return "";
        }
        return process.info().commandLine().orElse("");
    }
}
