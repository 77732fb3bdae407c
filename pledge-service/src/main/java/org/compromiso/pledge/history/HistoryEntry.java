package org.compromiso.pledge.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One step in the public life of a pledge.
 *
 * @param version the pledge's version after it
 * @param event what it was, as partners know it: PledgeRegistered, PledgeAmended, …
 * @param at when
 * @param what what happened: on which day, in whose name (entity or secretariat, never a person), why
 * @param pledge the whole pledge as it stood from then on
 */
@Schema(name = "PledgeHistoryEntry")
public record HistoryEntry(
        long version,
        String event,
        Instant at,
        @Schema(implementation = Object.class) JsonNode what,
        @Schema(implementation = Object.class) JsonNode pledge) {

    /** {@code org.compromiso.PledgeAmended.v1} is PledgeAmended. */
    static String event(String type) {
        var from = type.lastIndexOf('.', type.lastIndexOf('.') - 1) + 1;
        return type.substring(from, type.lastIndexOf('.'));
    }
}
