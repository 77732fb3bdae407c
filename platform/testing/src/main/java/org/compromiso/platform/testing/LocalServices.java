package org.compromiso.platform.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/**
 * What a service under test stands on: a real PostgreSQL, a real Kafka with the topics of the system, and trust in
 * {@link Tokens}. The system property {@code compromiso.test.services} chooses {@code embedded} (the default, no Docker)
 * or {@code containers} (Testcontainers). Started once per test JVM.
 */
public class LocalServices implements QuarkusTestResourceLifecycleManager {

    private static final boolean CONTAINERS =
            "containers".equals(System.getProperty("compromiso.test.services", "embedded"));

    private PostgresForTests postgres;
    private KafkaForTests kafka;

    @Override
    public Map<String, String> start() {
        postgres = CONTAINERS ? PostgresForTests.container() : PostgresForTests.embedded();
        kafka = CONTAINERS ? KafkaForTests.container() : KafkaForTests.embedded();
        kafka.createTopics();
        var config = new HashMap<String, String>();
        config.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
        config.put("quarkus.datasource.reactive.url", postgres.reactiveUrl());
        config.put("quarkus.datasource.username", postgres.user());
        config.put("quarkus.datasource.password", postgres.password());
        config.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        config.put("quarkus.oidc.public-key", Tokens.publicKey());
        config.put("quarkus.oidc.token.issuer", Tokens.ISSUER);
        // With a public key there is no server to ask.
        config.put("quarkus.oidc.auth-server-url", "");
        config.put("quarkus.oidc.jwks-path", "");
        config.put("quarkus.http.test-port", "0");
        config.put("compromiso.files.folder", newFolder());
        config.put("compromiso.files.patience", "PT3S");
        config.put("compromiso.files.link-key", "the-key-of-the-tests-0123456789abcdef");
        return config;
    }

    private static String newFolder() {
        try {
            return Files.createTempDirectory("compromiso-files").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
