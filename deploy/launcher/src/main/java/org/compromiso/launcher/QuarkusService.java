package org.compromiso.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One of the four services, as Maven packaged it. Its role and database have the first word of its name. */
final class QuarkusService implements Part {

    private final String name;
    private final int port;
    private final Options options;
    private final Secrets secrets;

    QuarkusService(String name, int port, Options options, Secrets secrets) {
        this.name = name;
        this.port = port;
        this.options = options;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return name;
    }

    /** The database of a service and the role that owns it: {@code pledge} for {@code pledge-service}. */
    static String database(String service) {
        return service.substring(0, service.indexOf('-'));
    }

    @Override
    public void prepare() {
        if (!Files.exists(jar())) {
            throw new Refusal(name + " is not built: " + jar() + " is missing. Start ./run without --no-build.");
        }
    }

    @Override
    public ProcessBuilder command() {
        ProcessBuilder command = Commands.detached(List.of(
                Commands.java(),
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-Xmx" + options.heap(),
                "-Xss512k",
                "-Dfile.encoding=UTF-8",
                "-Duser.timezone=UTC",
                "-Dcompromiso.data=" + options.data(),
                "-jar",
                jar().toString()));
        command.environment().putAll(environment());
        return command;
    }

    private Map<String, String> environment() {
        String database = database(name);
        Ports ports = options.ports();
        return Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
                Map.entry("QUARKUS_DATASOURCE_JDBC_URL", PostgresServer.url(ports.postgres(), database)),
                Map.entry(
                        "QUARKUS_DATASOURCE_REACTIVE_URL",
                        "postgresql://127.0.0.1:" + ports.postgres() + "/" + database),
                Map.entry("QUARKUS_DATASOURCE_USERNAME", database),
                Map.entry("QUARKUS_DATASOURCE_PASSWORD", secrets.get(database)),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.kafka()),
                Map.entry("QUARKUS_OIDC_AUTH_SERVER_URL", KeycloakServer.issuer(ports.keycloak())),
                Map.entry("COMPROMISO_CLOCK_OFFSET", options.clock().toString()),
                // What the landing page links.
                Map.entry("COMPROMISO_CONSOLES_PLEDGE", console(ports.pledge())),
                Map.entry("COMPROMISO_CONSOLES_PRACTICE", console(ports.practice())),
                Map.entry("COMPROMISO_CONSOLES_REVIEW", console(ports.review())),
                Map.entry(
                        "COMPROMISO_FILES_FOLDER",
                        options.data().resolve("files").resolve(name).toString()),
                Map.entry("COMPROMISO_FILES_LINK_KEY", secrets.get(Secrets.FILE_LINKS)),
                Map.entry(
                        "COMPROMISO_REVIEW_PLEDGE_FILES", "http://localhost:" + ports.pledge() + "/api/pledges/files"));
    }

    private static String console(int port) {
        return "http://localhost:" + port + "/q/swagger-ui";
    }

    /** It has started and answers; whether it could do all of its work is a question of its own. */
    @Override
    public boolean ready() {
        return Http.answers("http://127.0.0.1:" + port + "/q/health/started");
    }

    boolean isHealthy() {
        return Http.answers(health());
    }

    String health() {
        return "http://127.0.0.1:" + port + "/q/health/ready";
    }

    private Path jar() {
        return options.project().resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
