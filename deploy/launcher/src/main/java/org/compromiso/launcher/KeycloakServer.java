package org.compromiso.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Keycloak with the demo realm, on 127.0.0.1 only. The distribution lies beside the launcher and is configured once
 * ("build"), which makes each later start quick; users and keys lie in the data folder. Never for production.
 */
final class KeycloakServer implements Part {

    /** The realm of the demo. */
    static final String REALM = "pledging";

    private static final List<String> BUILD_OPTIONS = List.of("--db=dev-file", "--cache=local");

    private final Path distributions;
    private final Path realm;
    private final Path folder;
    private final Ports ports;
    private final int port;
    private final Secrets secrets;
    private Path distribution;

    KeycloakServer(Path project, Path folder, Ports ports, Secrets secrets) {
        this.distributions = project.resolve("deploy/launcher/target/keycloak");
        this.realm = project.resolve("deploy/keycloak/pledging-realm.json");
        this.folder = folder;
        this.ports = ports;
        this.port = ports.keycloak();
        this.secrets = secrets;
    }

    /** The issuer of every token, whatever name of this machine the token was asked by. */
    static String issuer(int port) {
        return "http://localhost:" + port + "/realms/" + REALM;
    }

    /** Where the keys of the realm are, by which its tokens are checked. */
    static String keys(int port) {
        return "http://127.0.0.1:" + port + "/realms/" + REALM + "/protocol/openid-connect/certs";
    }

    @Override
    public String name() {
        return "keycloak";
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        distribution = distribution();
        // Several systems on one machine share the distribution: one of them configures it.
        try (FileChannel channel = FileChannel.open(
                        distributions.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Path imports = Files.createDirectories(distribution.resolve("data/import"));
            Files.copy(realm, imports.resolve(realm.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            Path marker = distribution.resolve("configured");
            if (lock.isValid() && !Files.exists(marker)) {
                Commands.run(new ProcessBuilder(words("build", BUILD_OPTIONS)), "Configuring Keycloak");
                Files.createFile(marker);
            }
        }
    }

    private Path distribution() throws IOException {
        try (Stream<Path> found = Files.isDirectory(distributions) ? Files.list(distributions) : Stream.empty()) {
            return found.filter(path -> path.getFileName().toString().startsWith("keycloak-"))
                    .findFirst()
                    .orElseThrow(() -> new Refusal("Keycloak is not there: build deploy/launcher first."));
        }
    }

    @Override
    public ProcessBuilder command() {
        ProcessBuilder command = Commands.detached(words(
                "start",
                List.of(
                        "--optimized",
                        "--import-realm",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--hostname=http://localhost:" + port,
                        "--db-url=jdbc:h2:file:" + folder.resolve("keycloak") + ";NON_KEYWORDS=VALUE")));
        command.environment()
                .putAll(Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        secrets.get(Secrets.KEYCLOAK_ADMIN),
                        // The realm names the consoles, which may log in, by these ports.
                        "DASHBOARD_PORT",
                        Integer.toString(ports.dashboard()),
                        "PLEDGE_PORT",
                        Integer.toString(ports.pledge()),
                        "PRACTICE_PORT",
                        Integer.toString(ports.practice()),
                        "REVIEW_PORT",
                        Integer.toString(ports.review())));
        return command;
    }

    // As kc.sh does it, but without the shell in between: the pid is the server's own.
    private List<String> words(String verb, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(
                Commands.java(),
                "-XX:+UseSerialGC",
                "-Xms64m",
                "-Xmx320m",
                "-Xss512k",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Dkc.home.dir=" + distribution,
                "-Djboss.server.config.dir=" + distribution.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dquarkus-log-max-startup-records=10000",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dcompromiso.data=" + folder.getParent(),
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                distribution.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                verb));
        words.addAll(arguments);
        return words;
    }

    @Override
    public boolean ready() {
        return Http.answers("http://127.0.0.1:" + port + "/realms/" + REALM + "/.well-known/openid-configuration");
    }
}
