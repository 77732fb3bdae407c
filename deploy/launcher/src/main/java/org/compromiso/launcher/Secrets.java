package org.compromiso.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/** Random passwords of one data folder, made once and kept in a file that only its owner can read. */
final class Secrets {

    static final String POSTGRES = "postgres";
    static final String KEYCLOAK_ADMIN = "keycloak-admin";
    static final String FILE_LINKS = "file-links";

    private final Properties values = new Properties();

    private Secrets() {}

    /** Reads the file, and adds a password for each name that has none yet. */
    static Secrets of(Path file, List<String> names) throws IOException {
        Secrets secrets = new Secrets();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                secrets.values.load(in);
            }
        } else {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        if (!secrets.values.keySet().containsAll(names)) {
            SecureRandom random = new SecureRandom();
            for (String name : names) {
                byte[] bytes = new byte[16];
                random.nextBytes(bytes);
                secrets.values.putIfAbsent(name, HexFormat.of().formatHex(bytes));
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                secrets.values.store(out, "Made by ./run for this data folder alone");
            }
        }
        return secrets;
    }

    String get(String name) {
        return values.getProperty(name);
    }
}
