package org.compromiso.launcher;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A real PostgreSQL in the foreground, so that its pid is known, with durable commits, on 127.0.0.1 only. Each
 * service has one role and one database of the same name, which it owns.
 */
final class PostgresServer implements Part {

    private final Path folder;
    private final int port;
    private final Secrets secrets;
    private final List<String> databases;

    PostgresServer(Path folder, int port, Secrets secrets, List<String> databases) {
        this.folder = folder;
        this.port = port;
        this.secrets = secrets;
        this.databases = databases;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        unpack();
        if (!Files.exists(data().resolve("PG_VERSION"))) {
            initialise();
        }
    }

    private void unpack() throws IOException {
        if (Files.exists(binaries())) {
            return;
        }
        Path next = folder.resolve("binaries.next");
        delete(next);
        String archive = "/postgres-" + platform() + ".txz";
        try (InputStream in = PostgresServer.class.getResourceAsStream(archive)) {
            if (in == null) {
                throw new Refusal("There are no PostgreSQL binaries for this platform (" + archive + ")."
                        + " Linux and macOS on x86_64 and arm64 are supported.");
            }
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, next);
                }
            }
        }
        Files.move(next, binaries(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into) throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static String platform() {
        boolean arm = System.getProperty("os.arch").matches("aarch64|arm64");
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        return (mac ? "darwin" : "linux") + "-" + (arm ? "arm_64" : "x86_64");
    }

    private void initialise() throws IOException, InterruptedException {
        Path next = folder.resolve("data.next");
        delete(next);
        Path password = Files.createTempFile(folder, "password", "");
        try {
            Files.writeString(password, secrets.get(Secrets.POSTGRES));
            // The builtin locale sorts the same on every machine and needs nothing from the operating system.
            List<String> words = asOrdinaryUser(List.of(
                    program("initdb"),
                    "--pgdata=" + next,
                    "--username=postgres",
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8"));
            Commands.run(new ProcessBuilder(words), "initdb");
        } finally {
            Files.delete(password);
        }
        Files.move(next, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public ProcessBuilder command() {
        List<String> words = new ArrayList<>(List.of(program("postgres"), "-D", data().toString()));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "shared_buffers=64MB",
                "max_connections=100",
                "max_wal_size=512MB",
                "jit=off",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_line_prefix=%m [%p] %d ")) {
            words.add("-c");
            words.add(setting);
        }
        return Commands.detached(asOrdinaryUser(words));
    }

    // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody and still owns its files.
    private static List<String> asOrdinaryUser(List<String> words) {
        if (!System.getProperty("user.name").equals("root")) {
            return words;
        }
        List<String> all = new ArrayList<>(List.of("unshare", "-U"));
        all.addAll(words);
        return all;
    }

    @Override
    public boolean ready() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void provision() {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String name : databases) {
                // Names are constants of ours and passwords hexadecimal: nothing to quote.
                if (isMissing(statement, "SELECT FROM pg_roles WHERE rolname = '" + name + "'")) {
                    statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + secrets.get(name) + "'");
                }
                if (isMissing(statement, "SELECT FROM pg_database WHERE datname = '" + name + "'")) {
                    statement.execute("CREATE DATABASE " + name + " OWNER " + name);
                }
                statement.execute("REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");
            }
        } catch (SQLException e) {
            throw new Refusal("PostgreSQL runs, but the databases cannot be made: " + e.getMessage(), e);
        }
    }

    private static boolean isMissing(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            return !found.next();
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", secrets.get(Secrets.POSTGRES));
        properties.setProperty("loginTimeout", "2");
        return DriverManager.getConnection(url(port, database), properties);
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    // Fast shutdown: connections that are still open are closed; TERM would wait for them.
    @Override
    public String stopSignal() {
        return "INT";
    }

    private Path binaries() {
        return folder.resolve("binaries");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private String program(String name) {
        return binaries().resolve("bin").resolve(name).toString();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
