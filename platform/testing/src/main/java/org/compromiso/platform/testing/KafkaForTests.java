package org.compromiso.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.testcontainers.kafka.KafkaContainer;

/** A Kafka of its own for a test run: broker and controller in this JVM, or a container. */
public record KafkaForTests(String bootstrapServers, Runnable stop) implements AutoCloseable {

    private static final List<String> TOPICS = List.of(
            "compromiso.pledges.v1", "compromiso.practices.v1", "compromiso.reviews.v1", "compromiso.casework.v1");
    private static final List<String> SERVICES =
            List.of("pledge-service", "practice-service", "review-service", "dashboard-service", "platform-test");

    public static KafkaForTests container() {
        var broker = new KafkaContainer("apache/kafka:4.1.1");
        broker.start();
        return new KafkaForTests(broker.getBootstrapServers(), broker::stop);
    }

    public static KafkaForTests embedded() {
        return embeddedAt(freePort());
    }

    /** An empty one at a certain port: after another that was closed, what clients see of a Kafka that was wiped. */
    public static KafkaForTests embeddedAt(int port) {
        try {
            var folder = Files.createTempDirectory("kafka-for-tests");
            int controller = freePort();
            var config = config(folder, port, controller);
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(folder.toString())
                    .setDirectories(List.of(folder.toString()))
                    .setUnstableFeatureVersionsEnabled(false)
                    .run();
            var broker = new KafkaRaftServer(new KafkaConfig(config), Time.SYSTEM);
            broker.startup();
            return new KafkaForTests("127.0.0.1:" + port, () -> {
                broker.shutdown();
                broker.awaitShutdown();
                delete(folder);
            });
        } catch (Exception e) {
            throw new IllegalStateException("Kafka does not start", e);
        }
    }

    private static Properties config(Path folder, int port, int controller) {
        var config = new Properties();
        config.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
                Map.entry(
                        "listeners", "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controller)),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", folder.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("log.cleaner.enable", "false")));
        return config;
    }

    /** The topics of the system and a dead-letter topic for every service and topic. */
    public void createTopics() {
        var topics = new ArrayList<NewTopic>();
        for (var topic : TOPICS) {
            topics.add(new NewTopic(topic, 6, (short) 1).configs(Map.of("retention.ms", "-1")));
            SERVICES.forEach(service -> topics.add(new NewTopic(topic + "." + service + ".dlq", 1, (short) 1)));
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int port() {
        return Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
    }

    @Override
    public void close() {
        stop.run();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
