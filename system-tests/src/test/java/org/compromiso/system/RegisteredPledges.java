package org.compromiso.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Pledges that pledge-service tells of, version after version, made of the contract's example. */
final class RegisteredPledges {

    private static final String TYPE = "org.compromiso.PledgeRegistered.v1";

    private final PledgeOutbox outbox = new PledgeOutbox(TYPE, this::event);
    final List<String> references;

    RegisteredPledges(int number) {
        var series = 100 + new Random().nextInt(900);
        references = IntStream.range(0, number)
                .mapToObj(i -> "P-2999-%d%03d".formatted(series, i))
                .toList();
    }

    /** Each of them, from one version to another. */
    void tell(int from, int to) throws SQLException, IOException {
        outbox.append(references, from, to);
    }

    private String event(String reference, int version) {
        var event = ContractExample.of(TYPE, "individual");
        ((ObjectNode) event.get("pledge"))
                .put("reference", reference)
                .put("version", version)
                .put("title", "Version " + version);
        return event.toString();
    }
}
