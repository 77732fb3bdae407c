package org.compromiso.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells what happens, each line with the seconds since the start. */
public final class Progress {

    private final Instant since;
    private final Consumer<String> out;

    public Progress(Instant since, Consumer<String> out) {
        this.since = since;
        this.out = out;
    }

    public synchronized void say(String line) {
        out.accept(String.format(Locale.ROOT, "[%5.1f s] %s", elapsed(), line));
    }

    /** Seconds since the start. */
    public double elapsed() {
        return seconds(since);
    }

    static double seconds(Instant from) {
        return Duration.between(from, Instant.now()).toMillis() / 1000.0;
    }
}
