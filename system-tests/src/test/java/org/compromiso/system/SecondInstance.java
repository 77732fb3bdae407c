package org.compromiso.system;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.compromiso.launcher.Ports;

/** One more process of a service, on the same database, at a port of its own. */
record SecondInstance(Process process, int port) implements AutoCloseable {

    /** Returns when it is ready. */
    static SecondInstance of(String service) throws IOException {
        var port = Ports.free().dashboard();
        var ports = RunningSystem.PORTS;
        var database = service.substring(0, service.indexOf('-'));
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-jar",
                Path.of(System.getProperty("compromiso.project"), service, "target/quarkus-app/quarkus-run.jar")
                        .toString());
        command.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        RunningSystem.jdbcUrl(database),
                        "QUARKUS_DATASOURCE_REACTIVE_URL",
                        "postgresql://127.0.0.1:" + ports.postgres() + "/" + database,
                        "QUARKUS_DATASOURCE_USERNAME",
                        database,
                        "QUARKUS_DATASOURCE_PASSWORD",
                        RunningSystem.secret(database),
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "127.0.0.1:" + ports.kafka(),
                        "COMPROMISO_FILES_FOLDER",
                        RunningSystem.DATA.resolve("files").resolve(service).toString(),
                        "COMPROMISO_FILES_LINK_KEY",
                        RunningSystem.secret("file-links"),
                        "QUARKUS_OIDC_AUTH_SERVER_URL",
                        "http://localhost:" + ports.keycloak() + "/realms/pledging"));
        var process = command.redirectErrorStream(true)
                .redirectOutput(RunningSystem.DATA
                        .resolve("logs/second-" + service + ".log")
                        .toFile())
                .start();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> RestAssured.get(Hub.at(port) + "/q/health/ready").statusCode() == 200);
        return new SecondInstance(process, port);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
