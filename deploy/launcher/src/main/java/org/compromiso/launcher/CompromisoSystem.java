package org.compromiso.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The whole system on one machine: PostgreSQL, Kafka, Keycloak and the four services, each a process of its own that
 * is started again when it dies. One system at a time owns a data folder; closing it stops every process, services
 * first.
 */
public final class CompromisoSystem implements AutoCloseable {

    /** The services and their databases, in the order of the table of processes. */
    static final List<String> SERVICES =
            List.of("pledge-service", "practice-service", "review-service", "dashboard-service");

    private static final int LONGEST_UNHEALTHY_SECONDS = 30;

    private static final String DASHBOARD = "dashboard-service";

    private final Options options;
    private final Progress progress;
    private final ExecutorService starters = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "starter");
        thread.setDaemon(true);
        return thread;
    });

    private final FileChannel lockFile;
    private final FileLock lock;
    private final ProcessTable table;
    private final Secrets secrets;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private final List<QuarkusService> services;
    private boolean closed;

    /**
     * Takes the data folder and stops what an earlier launcher that was killed may have left behind.
     *
     * @throws Refusal when another launcher owns the data folder
     */
    public CompromisoSystem(Options options, Progress progress) throws IOException, InterruptedException {
        this.options = options;
        this.progress = progress;
        Files.createDirectories(logs());
        Path file = options.data().resolve("lock");
        lockFile = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        lock = take(lockFile)
                .orElseThrow(() -> new Refusal("Another launcher already runs with the data folder " + options.data()
                        + ". Stop it first (Ctrl-C, or kill its pid, which is in " + file
                        + "), or use another folder with --data."));
        lockFile.truncate(0);
        lockFile.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes()));
        stopLeftovers();
        table = new ProcessTable(options.data().resolve("processes"));
        secrets = secrets(options);
        services = List.of(
                new QuarkusService("pledge-service", options.ports().pledge(), options, secrets),
                new QuarkusService("practice-service", options.ports().practice(), options, secrets),
                new QuarkusService("review-service", options.ports().review(), options, secrets),
                new QuarkusService("dashboard-service", options.ports().dashboard(), options, secrets));
        addChildren();
    }

    private static Optional<FileLock> take(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    static Secrets secrets(Options options) throws IOException {
        List<String> names = new ArrayList<>(List.of(Secrets.POSTGRES, Secrets.KEYCLOAK_ADMIN, Secrets.FILE_LINKS));
        names.addAll(databases());
        return Secrets.of(options.data().resolve("secrets.properties"), names);
    }

    static List<String> databases() {
        return SERVICES.stream().map(QuarkusService::database).toList();
    }

    private void stopLeftovers() throws IOException, InterruptedException {
        Map<String, Long> table = ProcessTable.read(options.data().resolve("processes"));
        // The database last: the others still write while they stop.
        List<String> names = new ArrayList<>(table.keySet());
        names.sort(Comparator.comparing("postgres"::equals));
        for (String name : names) {
            Optional<ProcessHandle> process = ProcessHandle.of(table.get(name));
            // A pid may belong to a stranger by now: ours name the data folder on their command line.
            if (process.isPresent()
                    && Commands.line(process.get()).contains(options.data().toString())) {
                progress.say(
                        "stopping " + name + " (" + table.get(name) + "), left behind by a launcher that was killed");
                Commands.stop(process.get(), name.equals("postgres") ? "INT" : "TERM", 5);
            }
        }
    }

    private void addChildren() {
        Ports ports = options.ports();
        Path data = options.data();
        add(new PostgresServer(data.resolve("postgres"), ports.postgres(), secrets, databases()));
        add(new KafkaBroker(data.resolve("kafka"), ports));
        add(new KeycloakServer(options.project(), data.resolve("keycloak"), ports, secrets));
        services.forEach(this::add);
    }

    private void add(Part part) {
        children.put(part.name(), new Child(part, logs(), table, progress));
    }

    /**
     * Starts everything and returns when all of it is ready. The dashboard starts as soon as there is
     * a database, so that on a small machine public reads are there first; then the other services and Keycloak. A service that answers but
     * says that it cannot do all of its work is told of and does not hold up the rest.
     *
     * @throws Refusal when a part does not come up; it says which, and shows the end of its log
     */
    public void start() throws InterruptedException {
        CompletableFuture<Void> postgres = start("postgres");
        CompletableFuture<Void> kafka = start("kafka");
        // The public reads need the database alone, and two cores start one service sooner than four at once.
        CompletableFuture<Void> dashboard = postgres.thenCompose(ready -> start(DASHBOARD));
        CompletableFuture<Void> everything = failFast(List.of(dashboard, kafka))
                .thenCompose(ready -> failFast(Stream.concat(
                                services.stream().map(QuarkusService::name).filter(name -> !name.equals(DASHBOARD)),
                                Stream.of("keycloak"))
                        .map(this::start)
                        .toList()));
        try {
            everything.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Refusal refusal
                    ? refusal
                    : new Refusal("Cannot start: " + e.getCause().getMessage(), e.getCause());
        }
        for (QuarkusService service : services) {
            awaitHealth(service);
        }
    }

    private void awaitHealth(QuarkusService service) throws InterruptedException {
        Instant begin = Instant.now();
        while (!service.isHealthy()) {
            if (Progress.seconds(begin) > LONGEST_UNHEALTHY_SECONDS) {
                progress.say(service.name() + " answers, but says that it is not ready; why: " + service.health());
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private CompletableFuture<Void> start(String name) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        children.get(name).start();
                    } catch (IOException | InterruptedException e) {
                        throw new CompletionException(e);
                    }
                },
                starters);
    }

    /** All of them, or the first failure without waiting for the rest. */
    private static CompletableFuture<Void> failFast(List<CompletableFuture<Void>> parts) {
        CompletableFuture<Void> all = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
        for (CompletableFuture<Void> part : parts) {
            part.whenComplete((nothing, failure) -> {
                if (failure != null) {
                    all.completeExceptionally(failure);
                }
            });
        }
        return all;
    }

    private Path logs() {
        return options.data().resolve("logs");
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop(Stream.concat(SERVICES.stream(), Stream.of("keycloak")).toList());
        stop(List.of("kafka"));
        stop(List.of("postgres"));
        starters.shutdownNow();
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            progress.say("the data folder's lock cannot be released: " + e.getMessage());
        }
    }

    private void stop(List<String> names) {
        names.parallelStream().forEach(name -> children.get(name).stop());
    }
}
