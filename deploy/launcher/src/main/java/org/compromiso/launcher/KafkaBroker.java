package org.compromiso.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Kafka as one KRaft node, broker and controller in one JVM, on 127.0.0.1 only. Two ways in: the services' has all
 * rights; the partners' asks for a token of the realm and grants what {@link PartnerAccess} says.
 */
final class KafkaBroker implements Part {

    private static final int NODE = 1;

    private final Path folder;
    private final Ports ports;

    KafkaBroker(Path folder, Ports ports) {
        this.folder = folder;
        this.ports = ports;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(settings(), settingsText());
        if (!Files.exists(log().resolve("meta.properties"))) {
            format();
        }
    }

    private void format() throws IOException {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .addDirectory(log().toString())
                    .setMetadataLogDirectory(log().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new IOException("Kafka's log folder cannot be formatted: " + e.getMessage(), e);
        }
    }

    private String settingsText() {
        // Partner topics are kept for ever; topics are made on purpose only; one node, so one replica. Whoever comes in
        // by a listener that asks for no token is ANONYMOUS; PartnerTokens lets no partner have that name.
        return """
                # Written by ./run at each start.
                process.roles=broker,controller
                node.id=%1$d
                controller.quorum.voters=%1$d@127.0.0.1:%3$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%2$d,PARTNERS://127.0.0.1:%5$d,CONTROLLER://127.0.0.1:%3$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%2$d,PARTNERS://127.0.0.1:%5$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,PARTNERS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=PLAINTEXT
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                super.users=User:ANONYMOUS
                allow.everyone.if.no.acl.found=false
                listener.name.partners.sasl.enabled.mechanisms=OAUTHBEARER
                listener.name.partners.oauthbearer.sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;
                listener.name.partners.oauthbearer.sasl.server.callback.handler.class=%6$s
                listener.name.partners.oauthbearer.sasl.oauthbearer.jwks.endpoint.url=%7$s
                listener.name.partners.oauthbearer.sasl.oauthbearer.expected.issuer=%8$s
                listener.name.partners.oauthbearer.sasl.oauthbearer.expected.audience=compromiso
                listener.name.partners.oauthbearer.sasl.oauthbearer.sub.claim.name=preferred_username
                listener.name.partners.oauthbearer.connections.max.reauth.ms=900000
                log.dirs=%4$s
                log.retention.ms=-1
                auto.create.topics.enable=false
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=6
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=6
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                num.network.threads=2
                num.io.threads=4
                background.threads=4
                log.cleaner.dedupe.buffer.size=16777216
                """.formatted(
                        NODE,
                        ports.kafka(),
                        ports.kafkaController(),
                        log(),
                        ports.kafkaPartners(),
                        PartnerTokens.class.getName(),
                        KeycloakServer.keys(ports.keycloak()),
                        KeycloakServer.issuer(ports.keycloak()));
    }

    @Override
    public ProcessBuilder command() {
        return Commands.detached(List.of(
                Commands.java(),
                "-XX:+UseSerialGC",
                "-Xms64m",
                "-Xmx256m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dcompromiso.data=" + folder.getParent(),
                "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + KeycloakServer.keys(ports.keycloak()),
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                settings().toString()));
    }

    // The socket opens when the broker has caught up and lets clients in; a full client would take longer to ask.
    @Override
    public boolean ready() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.kafka()), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void provision() {
        KafkaSetup.make("127.0.0.1:" + ports.kafka(), List.of(PartnerAccess.DEMO));
    }

    private Path settings() {
        return folder.resolve("server.properties");
    }

    private Path log() {
        return folder.resolve("log");
    }
}
