package org.compromiso.practice;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Practices as a focal point would write them. */
public final class PracticeFixtures {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static final String QUILMES = "Municipalidad de Quilmes";

    private PracticeFixtures() {}

    /** Everything that a practice needs. */
    public static ObjectNode completePractice() {
        return json("""
                {"title":"Consulados móviles","language":"es","type":"service",
                 "summary":"Jornadas consulares y de regularización migratoria en los barrios con mayor población migrante.",
                 "description":"%s",
                 "implementer":{"name":"Municipalidad de Quilmes","kind":"local-authority","country":"AR"},
                 "contact":{"name":"Ana Quispe","position":"Punto focal","email":"ana.quispe@example.org"},
                 "scope":"local","countries":["AR"],
                 "locality":{"name":"Quilmes","country":"AR","latitude":-34.72,"longitude":-58.26},
                 "startsOn":"2020-01-01","objectives":{"primary":[23],"other":[14]},"principles":["people-centred"],
                 "sdgTargets":["10.7"],"results":"Los trámites se hacen en los barrios.",
                 "innovation":"El municipio acerca los consulados a los barrios.",
                 "replicability":"Requiere un acuerdo con los consulados.",
                 "resources":[{"title":"Quilmes","url":"https://example.org/quilmes","language":"es"}]}""".formatted("El municipio lleva las jornadas consulares a los barrios. "
                .repeat(6)
                .strip()));
    }

    /** The smallest draft. */
    public static ObjectNode smallestDraft() {
        return json("""
                {"title":"Consulados móviles","type":"service",
                 "implementer":{"name":"Municipalidad de Quilmes","kind":"local-authority"}}""");
    }

    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With some fields replaced; null removes. */
    public static ObjectNode with(ObjectNode practice, String change) {
        return (ObjectNode) org.compromiso.platform.json.MergePatch.apply(practice, json(change));
    }
}
