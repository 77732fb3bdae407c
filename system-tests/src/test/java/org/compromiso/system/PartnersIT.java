package org.compromiso.system;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a partner system may do on Kafka with a token of its own, and what nobody may do there. */
@ExtendWith(RunningSystem.class)
class PartnersIT {

    private static final List<String> ALL = List.of(Topics.PLEDGES, Topics.PRACTICES, Topics.REVIEWS);
    private static final String OWN_GROUP = "partner.partner-demo.tests";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TOKENS =
            "http://localhost:" + RunningSystem.PORTS.keycloak() + "/realms/pledging/protocol/openid-connect/token";

    private final Hub hub = new Hub();

    @TempDir
    static Path folder;

    /** Kafka's client asks for tokens, and reads them from files, only where it is told that it may. */
    @BeforeAll
    static void allowWhereTokensComeFrom() {
        System.setProperty(
                "org.apache.kafka.sasl.oauthbearer.allowed.urls",
                TOKENS + "," + token("pledger").toUri());
        System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.files", folder.toString());
    }

    @Test
    void a_partner_learns_of_a_registered_pledge() {
        var reference = hub.submitPledge("For partners to see");
        await().atMost(SOON).untilAsserted(() -> hub.openCases(reference).then().body("items", hasSize(1)));
        hub.decide(reference, "accepted", null).then().statusCode(200);

        var types = new ArrayList<String>();
        try (var consumer = consumer(OWN_GROUP)) {
            consumer.subscribe(ALL);
            await().atMost(SOON).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (reference.equals(record.key())) {
                        types.add(Topics.header(record, "ce_type"));
                    }
                });
                assertTrue(types.contains("org.compromiso.PledgeRegistered.v1"), types::toString);
            });
            consumer.commitSync();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compromiso.casework.v1", "compromiso.pledges.v1.review-service.dlq", "__consumer_offsets"})
    void a_partner_is_refused_every_other_topic(String topic) {
        try (var consumer = consumer(OWN_GROUP)) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));

            assertThrows(TopicAuthorizationException.class, () -> consumer.poll(SOON));
        }
    }

    @Test
    void a_partner_does_not_even_learn_that_other_topics_are_there() throws Exception {
        try (var admin = Admin.create(partner())) {
            assertEquals(Set.copyOf(ALL), admin.listTopics().names().get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compromiso.dashboard-service.projection", "partner.other.tests", "partner.partner-demo"})
    void a_partner_is_refused_a_group_that_is_not_its_own(String group) {
        try (var consumer = consumer(group)) {
            consumer.subscribe(List.of(Topics.PLEDGES));

            assertThrows(GroupAuthorizationException.class, () -> consumer.poll(SOON));
        }
    }

    @Test
    void a_partner_cannot_write() {
        var settings = partner();
        settings.put("enable.idempotence", false);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var refused = assertThrows(
                    ExecutionException.class,
                    () -> producer.send(new ProducerRecord<>(Topics.PLEDGES, "P-2026-000001", "{}"))
                            .get());

            assertEquals(TopicAuthorizationException.class, refused.getCause().getClass());
        }
    }

    @Test
    void a_partner_cannot_change_the_broker() {
        try (var admin = Admin.create(partner())) {
            var topic = assertThrows(
                    ExecutionException.class,
                    () -> admin.createTopics(List.of(new NewTopic("partner.topic", 1, (short) 1)))
                            .all()
                            .get());
            var rights = assertThrows(
                    ExecutionException.class,
                    () -> admin.describeAcls(AclBindingFilter.ANY).values().get());

            assertEquals(TopicAuthorizationException.class, topic.getCause().getClass());
            assertEquals(ClusterAuthorizationException.class, rights.getCause().getClass());
        }
    }

    @Test
    void a_pledgers_token_does_not_get_in() throws Exception {
        Files.writeString(token("pledger"), hub.token("pledger-pe"));
        var settings = settings();
        settings.put(
                "sasl.oauthbearer.token.endpoint.url", token("pledger").toUri().toString());
        settings.put(
                "sasl.jaas.config", "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        try (var admin = Admin.create(settings)) {
            var refused = assertThrows(
                    ExecutionException.class, () -> admin.listTopics().names().get());

            assertEquals(SaslAuthenticationException.class, refused.getCause().getClass());
        }
    }

    @Test
    void a_partner_that_lost_its_role_does_not_get_in() {
        var realm = new RealmAdmin();
        realm.takeRole("partner-demo", "partner");
        try (var admin = Admin.create(partner())) {
            var refused = assertThrows(
                    ExecutionException.class, () -> admin.listTopics().names().get());

            assertEquals(SaslAuthenticationException.class, refused.getCause().getClass());
        } finally {
            realm.giveRole("partner-demo", "partner");
        }
    }

    private static KafkaConsumer<String, String> consumer(String group) {
        var settings = partner();
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    /** As the README tells partners. */
    private static Map<String, Object> partner() {
        var settings = settings();
        settings.put("sasl.oauthbearer.token.endpoint.url", TOKENS);
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                        + " clientId=\"partner-demo\" clientSecret=\"partner-demo\";");
        return settings;
    }

    private static Map<String, Object> settings() {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + RunningSystem.PORTS.kafkaPartners(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "OAUTHBEARER",
                "sasl.login.callback.handler.class",
                OAuthBearerLoginCallbackHandler.class.getName(),
                "request.timeout.ms",
                10_000,
                "default.api.timeout.ms",
                20_000));
    }

    private static Path token(String name) {
        return folder.resolve(name + ".jwt");
    }
}
