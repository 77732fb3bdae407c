package org.compromiso.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What {@code ./run} starts: the system until Ctrl-C or SIGTERM, or the answer to {@code --why}. */
public final class Launcher {

    // Held here because the logging framework itself keeps loggers by weak references only.
    private static final Logger KAFKA_CLIENT = Logger.getLogger("org.apache.kafka");

    private Launcher() {}

    public static void main(String[] arguments) throws InterruptedException {
        KAFKA_CLIENT.setLevel(Level.SEVERE);
        PrintStream out = System.out;
        try {
            Options options = Options.parse(Path.of(System.getProperty("compromiso.home", ".")), List.of(arguments));
            if (options.why().isPresent()) {
                new Why(options, out).tell(options.why().get());
                return;
            }
            run(options, out);
        } catch (Refusal e) {
            out.println("\n" + e.getMessage());
            System.exit(1);
        } catch (IOException e) {
            out.println("\nCannot go on: " + e);
            System.exit(1);
        }
    }

    private static void run(Options options, PrintStream out) throws IOException, InterruptedException {
        Progress progress = new Progress(Instant.now(), out::println);
        CompromisoSystem system = new CompromisoSystem(options, progress);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            progress.say("stopping");
                            system.close();
                            progress.say("stopped; the data stays in " + options.data());
                        },
                        "stop"));
        system.start();
        out.println(Welcome.text(options));
        out.println(String.format(Locale.ROOT, "READY in %.1f s", progress.elapsed()));
        new CountDownLatch(1).await();
    }
}
