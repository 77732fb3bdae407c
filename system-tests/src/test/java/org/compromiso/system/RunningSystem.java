package org.compromiso.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.compromiso.launcher.CompromisoSystem;
import org.compromiso.launcher.Options;
import org.compromiso.launcher.Ports;
import org.compromiso.launcher.Progress;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The whole system, started once for all tests as {@code ./run} starts it, on ports that are free. */
public final class RunningSystem implements BeforeAllCallback {

    static final Logger LOG = Logger.getLogger("system");
    static final Path DATA = Path.of(System.getProperty("compromiso.data")).normalize();
    static final Ports PORTS = Ports.free();

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(RunningSystem.class, unused -> start());
    }

    /** Stopped by JUnit when all tests are done. */
    private record Stopped(CompromisoSystem system) implements AutoCloseable {
        @Override
        public void close() {
            system.close();
        }
    }

    private static Stopped start() {
        try {
            clear(DATA);
            var usual = Options.of(Path.of(System.getProperty("compromiso.project")), DATA)
                    .withPorts(PORTS);
            var heap = System.getProperty("compromiso.heap");
            var options = heap == null ? usual : usual.withHeap(heap);
            var system = new CompromisoSystem(options, new Progress(Instant.now(), line -> LOG.info(line)));
            try {
                system.start();
            } catch (RuntimeException e) {
                system.close();
                throw e;
            }
            return new Stopped(system);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The pid of one of the processes, as the launcher's table has it. */
    static long pid(String name) throws IOException {
        return processes().get(name);
    }

    static Map<String, Long> processes() throws IOException {
        return Files.readAllLines(DATA.resolve("processes")).stream()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(parts -> parts[0], parts -> Long.valueOf(parts[1])));
    }

    static void signal(long pid, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    }

    /** A connection to the database of a service, {@code pledge} for {@code pledge-service}, as its owner. */
    static Connection database(String name) throws SQLException, IOException {
        return DriverManager.getConnection(jdbcUrl(name), name, secret(name));
    }

    /** What a statement counts in the database of a service; it has one placeholder, for the keys. */
    static long count(String database, String sql, Collection<String> keys) throws SQLException, IOException {
        try (var connection = database(database);
                var query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", keys.toArray()));
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    static String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + PORTS.postgres() + "/" + database;
    }

    /** A password that the launcher made for this data folder: of a database, or of Keycloak's admin. */
    static String secret(String name) throws IOException {
        var secrets = new Properties();
        try (var file = Files.newBufferedReader(DATA.resolve("secrets.properties"))) {
            secrets.load(file);
        }
        return secrets.getProperty(name);
    }

    static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
