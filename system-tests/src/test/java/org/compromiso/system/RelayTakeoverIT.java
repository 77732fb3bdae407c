package org.compromiso.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two instances of pledge-service on one database: one relays at a time, the other takes over when the holder is paused,
 * and every subject's events are on the topic in order once copies are removed.
 */
@ExtendWith(RunningSystem.class)
class RelayTakeoverIT {

    private static final String TOPIC = "compromiso.pledges.v1";
    private static final Duration SOON = Duration.ofSeconds(40);

    private Process second;
    private int secondPort;

    @BeforeEach
    void startASecondInstance() throws IOException {
        secondPort = org.compromiso.launcher.Ports.free().pledge();
        var ports = RunningSystem.PORTS;
        var process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-jar",
                Path.of(System.getProperty("compromiso.project"), "pledge-service/target/quarkus-app/quarkus-run.jar")
                        .toString());
        process.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(secondPort),
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        jdbcUrl(),
                        "QUARKUS_DATASOURCE_REACTIVE_URL",
                        "postgresql://127.0.0.1:" + ports.postgres() + "/pledge",
                        "QUARKUS_DATASOURCE_USERNAME",
                        "pledge",
                        "QUARKUS_DATASOURCE_PASSWORD",
                        password(),
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "127.0.0.1:" + ports.kafka(),
                        "COMPROMISO_FILES_FOLDER",
                        RunningSystem.DATA.resolve("files/pledge-service").toString(),
                        "COMPROMISO_FILES_LINK_KEY",
                        "the-key-of-the-second-pledge-service",
                        "QUARKUS_OIDC_AUTH_SERVER_URL",
                        "http://localhost:" + ports.keycloak() + "/realms/pledging"));
        second = process.redirectErrorStream(true)
                .redirectOutput(RunningSystem.DATA
                        .resolve("logs/second-pledge-service.log")
                        .toFile())
                .start();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() ->
                        RestAssured.get(Hub.at(secondPort) + "/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void stopIt() {
        second.destroyForcibly();
    }

    @Test
    void the_order_of_each_subject_is_kept_when_the_holder_is_paused_and_goes_on() throws Exception {
        var first = RunningSystem.pid("pledge-service");
        var subjects = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            subjects.add("T-" + UUID.randomUUID());
        }
        append(subjects, 1, 10);

        // Whoever holds the lease is in the middle of its work, or about to be.
        RunningSystem.signal(first, "STOP");
        try {
            append(subjects, 11, 20);
            await().atMost(SOON).untilAsserted(() -> assertEquals(0, unsent(subjects)));
        } finally {
            RunningSystem.signal(first, "CONT");
        }
        RunningSystem.signal(second.pid(), "STOP");
        try {
            append(subjects, 21, 30);
            await().atMost(SOON).untilAsserted(() -> assertEquals(0, unsent(subjects)));
        } finally {
            RunningSystem.signal(second.pid(), "CONT");
        }

        assertInOrder(subjects, 30);
    }

    @Test
    void the_other_instance_goes_on_at_once_when_the_holder_is_killed() throws Exception {
        var subject = "T-" + UUID.randomUUID();
        RunningSystem.signal(RunningSystem.pid("pledge-service"), "KILL");

        append(List.of(subject), 1, 5);

        await().atMost(SOON).untilAsserted(() -> assertEquals(0, unsent(List.of(subject))));
        assertInOrder(List.of(subject), 5);
    }

    private void assertInOrder(List<String> subjects, int last) {
        var seen = new HashSet<String>();
        var sequences = new java.util.HashMap<String, List<Long>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", "127.0.0.1:" + RunningSystem.PORTS.kafka()),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (seen.add(new String(record.headers().lastHeader("ce_id").value()))) {
                        sequences
                                .computeIfAbsent(record.key(), key -> new ArrayList<>())
                                .add(Long.valueOf(new String(record.headers()
                                        .lastHeader("ce_sequence")
                                        .value())));
                    }
                });
            }
        }
        for (var subject : subjects) {
            var got = sequences.getOrDefault(subject, List.of());
            assertEquals(last, got.size(), subject);
            assertTrue(got.equals(got.stream().sorted().toList()), () -> subject + ": " + got);
        }
    }

    /** Events of a type that nobody acts on, as a service would leave them, one transaction each. */
    private void append(List<String> subjects, int from, int to) throws SQLException, IOException {
        try (var connection = database();
                var insert = connection.prepareStatement(
                        "insert into outbox (id, topic, key, subject, sequence, type, time, value)"
                                + " values (gen_random_uuid(), ?, ?, ?, ?, 'org.compromiso.Tested.v1', now(), '{}')")) {
            for (int sequence = from; sequence <= to; sequence++) {
                for (var subject : subjects) {
                    insert.setString(1, TOPIC);
                    insert.setString(2, subject);
                    insert.setString(3, subject);
                    insert.setLong(4, sequence);
                    insert.executeUpdate();
                }
            }
        }
    }

    private long unsent(List<String> subjects) throws SQLException, IOException {
        try (var connection = database();
                var query = connection.prepareStatement(
                        "select count(*) from outbox where sent_at is null and subject = any(?)")) {
            query.setArray(1, connection.createArrayOf("text", subjects.toArray()));
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private Connection database() throws SQLException, IOException {
        return DriverManager.getConnection(jdbcUrl(), "pledge", password());
    }

    static String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + RunningSystem.PORTS.postgres() + "/pledge";
    }

    static String password() throws IOException {
        var secrets = new Properties();
        try (var file = Files.newBufferedReader(RunningSystem.DATA.resolve("secrets.properties"))) {
            secrets.load(file);
        }
        return secrets.getProperty("pledge");
    }
}
