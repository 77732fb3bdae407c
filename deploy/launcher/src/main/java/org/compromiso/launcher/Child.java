package org.compromiso.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A part that runs: started again with back-off when it dies, until it is stopped. */
final class Child {

    private static final int KEPT_LOGS = 3;
    private static final int TRIES_BEFORE_READY = 5;
    private static final Duration STEADY = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    // A small machine that does other things may take minutes; a process that has died is known by its deaths.
    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Part part;
    private final Path log;
    private final ProcessTable table;
    private final Progress progress;

    private Process process;
    /** Done when the end of the process is dealt with. */
    private CompletableFuture<Void> watch;

    private Instant startedAt;
    private int deathsInARow;
    private boolean readyOnce;
    private boolean stopping;

    Child(Part part, Path logs, ProcessTable table, Progress progress) {
        this.part = part;
        this.log = logs.resolve(part.name() + ".log");
        this.table = table;
        this.progress = progress;
    }

    String name() {
        return part.name();
    }

    /** Starts the process and returns when it is ready and provisioned. */
    void start() throws IOException, InterruptedException {
        Instant begin = Instant.now();
        part.prepare();
        rotateLog();
        launch();
        awaitReady(begin);
        part.provision();
        synchronized (this) {
            readyOnce = true;
        }
        progress.say(String.format(Locale.ROOT, "%s ready (%.1f s)", name(), Progress.seconds(begin)));
    }

    private synchronized void launch() throws IOException {
        if (stopping) {
            return;
        }
        startedAt = Instant.now();
        process = part.command()
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        watch = process.onExit().thenAccept(this::ended);
        process.getOutputStream().close();
        long pid = process.pid();
        note(() -> table.started(name(), pid));
    }

    /** A table that cannot be written, on a full disk, must not end the watch over the processes. */
    private void note(Runnable change) {
        try {
            change.run();
        } catch (UncheckedIOException e) {
            progress.say("the table of processes is out of date: " + e.getMessage());
        }
    }

    private synchronized void ended(Process dead) {
        note(() -> table.ended(name()));
        if (stopping) {
            return;
        }
        deathsInARow = Progress.seconds(startedAt) > STEADY.toSeconds() ? 1 : deathsInARow + 1;
        if (!readyOnce && deathsInARow >= TRIES_BEFORE_READY) {
            return;
        }
        again("ended (" + cause(dead.exitValue()) + ")");
    }

    private void again(String what) {
        Duration pause = pause(deathsInARow);
        progress.say(name() + " " + what + "; starting it again in " + pause.toMillis() / 1000.0 + " s");
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::launchAgain);
    }

    /** Prepared and provisioned as for the first time: what it kept may be lost. */
    private void launchAgain() {
        try {
            part.prepare();
            launch();
        } catch (IOException | RuntimeException e) {
            failedToStart(e);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (isReadyWithin(LONGEST_START)) {
            try {
                part.provision();
                progress.say(name() + " ready again");
            } catch (RuntimeException e) {
                progress.say(name() + " runs, but not everything it needs could be made: " + e.getMessage());
            }
        }
    }

    private synchronized void failedToStart(Exception why) {
        if (!stopping) {
            deathsInARow++;
            again("cannot be started (" + why.getMessage() + ")");
        }
    }

    /** Half a second after the first death, doubled with each further one, at most half a minute. */
    static Duration pause(int deathsInARow) {
        Duration pause = Duration.ofMillis(500L << Math.min(deathsInARow - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static String cause(int exit) {
        return exit > 128 ? "signal " + (exit - 128) : "exit code " + exit;
    }

    private void awaitReady(Instant begin) throws InterruptedException {
        Duration nextWord = SILENCE;
        while (!part.ready()) {
            if (Progress.seconds(begin) > nextWord.toSeconds()) {
                progress.say(String.format(Locale.ROOT, "%s is still starting (%d s)", name(), nextWord.toSeconds()));
                nextWord = nextWord.plus(SILENCE);
            }
            synchronized (this) {
                if (stopping) {
                    throw new InterruptedException(name() + " was stopped while starting");
                }
                if (deathsInARow >= TRIES_BEFORE_READY) {
                    throw failure("ended " + deathsInARow + " times before it was ready");
                }
            }
            if (Progress.seconds(begin) > LONGEST_START.toSeconds()) {
                throw failure("is not ready after " + LONGEST_START.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean isReadyWithin(Duration limit) {
        Process watched;
        synchronized (this) {
            watched = process;
        }
        Instant begin = Instant.now();
        try {
            while (watched.isAlive() && Progress.seconds(begin) < limit.toSeconds()) {
                if (part.ready()) {
                    return true;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private Refusal failure(String what) {
        return new Refusal(name() + " " + what + ". The end of its log:\n" + lastLines() + "\nThe whole log: " + log);
    }

    private String lastLines() {
        try {
            // The log of a child may hold any bytes.
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()))
                    .indent(4)
                    .stripTrailing();
        } catch (IOException e) {
            return "    (no log: " + e.getMessage() + ")";
        }
    }

    private void rotateLog() throws IOException {
        for (int i = KEPT_LOGS; i >= 1; i--) {
            Path from = i == 1 ? log : Path.of(log + "." + (i - 1));
            if (Files.exists(from)) {
                Files.move(from, Path.of(log + "." + i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Stops the process cleanly and for good; the hard way after half a minute. */
    void stop() {
        Process running;
        CompletableFuture<Void> watched;
        synchronized (this) {
            stopping = true;
            running = process;
            watched = watch;
        }
        if (running == null) {
            return;
        }
        if (running.isAlive()) {
            try {
                Commands.stop(running.toHandle(), part.stopSignal(), 30);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running.destroyForcibly();
            }
        }
        watched.join();
    }
}
