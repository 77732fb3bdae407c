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
