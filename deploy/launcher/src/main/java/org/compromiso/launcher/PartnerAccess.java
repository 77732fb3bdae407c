package org.compromiso.launcher;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What a partner may do on Kafka: read the partner topics, in consumer groups {@code partner.<client>.…}. What is not
 * granted here is refused to everyone who comes through the partners' listener.
 */
final class PartnerAccess {

    /** The partner of the demo realm. */
    static final String DEMO = "partner-demo";

    private PartnerAccess() {}

    /** Grants it to a client of the realm. What is there already stays as it is. */
    static void grant(String bootstrapServers, String client) {
        try (Admin admin = Topics.admin(bootstrapServers)) {
            admin.createAcls(of(client)).all().get();
        } catch (ExecutionException e) {
            throw new Refusal(
                    "The partner " + client + " cannot be let in to Kafka: "
                            + e.getCause().getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Stopped while letting the partner " + client + " in to Kafka.", e);
        }
    }

    static List<AclBinding> of(String client) {
        return Stream.concat(
                        Topics.PARTNERS.stream()
                                .map(topic -> new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL)),
                        Stream.of(new ResourcePattern(
                                ResourceType.GROUP, "partner." + client + ".", PatternType.PREFIXED)))
                .flatMap(resource -> Stream.of(AclOperation.READ, AclOperation.DESCRIBE)
                        .map(operation -> new AclBinding(
                                resource,
                                new AccessControlEntry(principal(client), "*", operation, AclPermissionType.ALLOW))))
                .toList();
    }

    private static String principal(String client) {
        return "User:" + PartnerTokens.ACCOUNT + client;
    }
}
