package org.compromiso.launcher;

import java.util.List;

/** Makes what the system needs of a Kafka that runs: topics, and the rights of partners. Leaves alone what is there. */
public final class KafkaSetup {

    private KafkaSetup() {}

    /** Takes the bootstrap servers, such as {@code 127.0.0.1:9092}, and the clients of the realm that are partners. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            throw new Refusal("Needs the bootstrap servers, such as 127.0.0.1:9092, and then the partners' clients.");
        }
        List<String> all = List.of(arguments);
        make(all.get(0), all.subList(1, all.size()));
    }

    static void make(String bootstrapServers, List<String> partners) {
        Topics.create(bootstrapServers);
        partners.forEach(client -> PartnerAccess.grant(bootstrapServers, client));
    }
}
