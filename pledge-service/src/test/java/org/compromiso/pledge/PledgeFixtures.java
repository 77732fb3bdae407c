package org.compromiso.pledge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Pledges as a focal point would write them; today is any day before 2027. */
public final class PledgeFixtures {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static final String ILO = "International Labour Organization";

    private PledgeFixtures() {}

    /** Everything that an individual pledge needs. */
    public static ObjectNode completePledge() {
        return json("""
                {"title":"Fair recruitment for migrant workers","language":"en","type":"individual",
                 "entity":{"name":"International Labour Organization","kind":"un-entity","country":"CH"},
                 "contact":{"name":"Ana Quispe","position":"Focal point","email":"ana.quispe@example.org"},
                 "natures":["policy"],"scope":"national","countries":["PE"],
                 "objectives":{"primary":[6,18,22]},"principles":["human-rights"],"sdgTargets":["8.8"],
                 "description":"%s","need":"Workers pay for their jobs.","means":"Two trainers and a budget line.",
                 "goals":[{"statement":"Train labour inspectors","indicator":"inspectors trained","baseline":"0",
                           "target":"50","unit":"inspectors","due":"2027-12-31"}],
                 "startsOn":"2026-12-01","endsOn":"2027-12-31"}""".formatted("The organization will train inspectors so that recruitment fees end. ".repeat(6)));
    }

    /** A complementary pledge that names these entities, each with an {@link #email address}. */
    public static ObjectNode complementaryPledge(String... participants) {
        var pledge = completePledge().put("type", "complementary");
        var named = pledge.putArray("participants");
        for (var name : participants) {
            named.addObject()
                    .put("name", name)
                    .put("kind", "civil-society")
                    .put("email", email(name))
                    .put("contribution", "A school of its own");
        }
        return pledge;
    }

    /** The address that {@link #complementaryPledge} gives an entity. */
    public static String email(String participant) {
        return "Info@" + participant.replaceAll("[^A-Za-z0-9]", "") + ".example.org";
    }

    /** The smallest draft. */
    public static ObjectNode smallestDraft() {
        return json("""
                {"title":"Fair recruitment","type":"individual",
                 "entity":{"name":"International Labour Organization","kind":"un-entity"}}""");
    }

    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
