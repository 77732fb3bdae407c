package org.compromiso.review.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;
import org.compromiso.platform.testing.EventContract;
import org.compromiso.review.PledgeFixtures;
import org.compromiso.review.ReviewFixtures;
import org.compromiso.review.pledges.KnownPledge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service understands every event of a registered pledge's life that the contracts show, and what comes later. */
class PledgeEventContractTest {

    static final Set<String> TYPES = PledgeEvent.TYPES;

    @ParameterizedTest
    @FieldSource("TYPES")
    void every_example_is_understood(String type) {
        var examples = new EventContract(type).examples();

        assertFalse(examples.isEmpty());
        for (var example : examples) {
            var version = PledgeEvent.version(event(type, example)).orElseThrow();
            var pledge = example.get("pledge");
            assertEquals(pledge.get("reference").asText(), version.reference());
            assertEquals(7, version.version());
            assertEquals(pledge.get("registration").asText(), version.registration());
            assertEquals(pledge.get("submission").asInt(), version.submission());
            assertEquals(pledge.get("title").asText(), version.title());
            assertEquals(pledge.get("demo").asBoolean(), version.demo());
            assertEquals(pledge, version.content());
            assertEquals(example.at("/what/report").isObject(), version.report().isPresent());
        }
    }

    @Test
    void a_report_comes_with_the_day_it_was_made_on_and_in_whose_name() {
        var example = PledgeFixtures.reported("P-2026-000001", 4, true);

        var report = PledgeEvent.version(event(PledgeEvent.REPORTED, example))
                .orElseThrow()
                .report()
                .orElseThrow();

        assertEquals(4, report.number());
        assertTrue(report.closing());
        assertEquals("2027-07-05", report.content().get("receivedOn").asText());
        assertEquals("entity", report.content().get("by").asText());
        assertEquals("2027-06-30", report.content().get("on").asText());
        assertFalse(example.at("/what/report").has("by"));
    }

    @Test
    void the_owner_is_who_represents_the_entity_or_else_the_entity() {
        var example = PledgeFixtures.reported("P-2026-000001", 1, false);

        assertEquals(
                "International Labour Organization",
                PledgeEvent.version(event(PledgeEvent.REPORTED, example))
                        .orElseThrow()
                        .owner());
        ((ObjectNode) example.get("pledge")).put("representedBy", "Perú – MIGRACIONES");
        assertEquals(
                "Perú – MIGRACIONES",
                PledgeEvent.version(event(PledgeEvent.REPORTED, example))
                        .orElseThrow()
                        .owner());
    }

    @Test
    void unknown_fields_and_codes_are_tolerated() {
        var example = PledgeFixtures.reported("P-2026-1234567", 1, false);
        example.put("later", true);
        ((ObjectNode) example.get("what")).put("by", "machine").put("channel", "mail");
        ((ObjectNode) example.at("/what/report")).put("state", "paused").put("mood", "good");
        ((ObjectNode) example.get("pledge")).put("registration", "suspended").put("mood", "good");

        var version = PledgeEvent.version(event(PledgeEvent.REPORTED, example)).orElseThrow();

        assertEquals("suspended", version.registration());
        assertFalse(KnownPledge.of(version).isRegistered());
        assertFalse(KnownPledge.of(version).isClosed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.compromiso.PledgeSubmitted.v1", "org.compromiso.PledgeFramed.v1"})
    void other_types_are_passed_over(String type) {
        assertTrue(PledgeEvent.version(event(type, ReviewFixtures.json("{\"what\":{}}")))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pledge/reference",
                "/pledge/registration",
                "/pledge/submission",
                "/pledge/title",
                "/pledge/entity",
                "/what/on",
                "/what/report",
                "/what/report/number",
                "/what/report/closing"
            })
    void without_what_is_needed_it_is_poison(String pointer) {
        var example = PledgeFixtures.reported("P-2026-000001", 1, false);
        var slash = pointer.lastIndexOf('/');
        ((ObjectNode) example.at(pointer.substring(0, slash))).remove(pointer.substring(slash + 1));
        var event = event(PledgeEvent.REPORTED, example);

        assertThrows(PoisonException.class, () -> PledgeEvent.version(event));
    }

    private static IncomingEvent event(String type, JsonNode value) {
        return new IncomingEvent(
                UUID.randomUUID(),
                type,
                "P-2026-000001",
                7,
                OffsetDateTime.parse("2026-11-21T10:00:00Z"),
                "P-2026-000001",
                value,
                Optional.empty());
    }
}
