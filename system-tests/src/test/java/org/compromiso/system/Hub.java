package org.compromiso.system;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.compromiso.launcher.Ports;

/** The system as the Hub's front end sees it: public APIs and tokens of the demo realm. */
final class Hub {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Ports PORTS = RunningSystem.PORTS;

    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    String pledges() {
        return at(PORTS.pledge()) + "/api/pledges";
    }

    String practices() {
        return at(PORTS.practice()) + "/api/practices";
    }

    String reviews() {
        return at(PORTS.review()) + "/api/reviews";
    }

    String dashboard() {
        return at(PORTS.dashboard()) + "/api/dashboard";
    }

    static String at(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** A request with the access token of a demo user. */
    RequestSpecification as(String user) {
        return given().auth().oauth2(token(user)).contentType("application/json");
    }

    /** The access token of a demo user. */
    String token(String user) {
        return tokens.computeIfAbsent(user, Hub::newToken);
    }

    private static String newToken(String user) {
        return given().formParams(
                        Map.of("grant_type", "password", "client_id", "demo-cli", "username", user, "password", user))
                .post(at(PORTS.keycloak()) + "/realms/pledging/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    /** Drafts a complete pledge and submits it; returns its reference. */
    String submitPledge(String title) {
        var reference = as("pledger-ilo")
                .body(pledge(title).toString())
                .post(pledges())
                .then()
                .statusCode(201)
                .extract()
                .<String>path("reference");
        as("pledger-ilo")
                .header("If-Match", "\"0\"")
                .body("{}")
                .post(pledges() + "/" + reference + "/submission")
                .then()
                .statusCode(200);
        return reference;
    }

    /** Drafts a complete practice and submits it; returns its reference. */
    String submitPractice(String title) {
        var reference = as("pledger-quilmes")
                .body(practice(title).toString())
                .post(practices())
                .then()
                .statusCode(201)
                .extract()
                .<String>path("reference");
        as("pledger-quilmes")
                .header("If-Match", "\"0\"")
                .body("{}")
                .post(practices() + "/" + reference + "/submission")
                .then()
                .statusCode(200);
        return reference;
    }

    /** The open case of a subject; empty until review-service has opened it. */
    Response openCases(String reference) {
        return as("secretariat")
                .queryParam("subject", reference)
                .queryParam("state", "open")
                .get(reviews());
    }

    /** Completes the open case of a subject. */
    Response decide(String reference, String outcome, String comment) {
        return decide(reference, outcome, comment, "");
    }

    Response decide(String reference, String outcome, String comment, String traceparent) {
        var id = openCases(reference).<String>path("items[0].id");
        var etag = as("secretariat").get(reviews() + "/" + id).header("ETag");
        var body = JSON.createObjectNode().put("outcome", outcome);
        if (comment != null) {
            body.put("comment", comment);
        }
        return as("secretariat")
                .header("If-Match", etag)
                .header("traceparent", traceparent)
                .body(body.toString())
                .post(reviews() + "/" + id + "/completion");
    }

    static ObjectNode pledge(String title) {
        return json("""
                {"language":"en","type":"individual",
                 "entity":{"name":"International Labour Organization","kind":"un-entity","country":"CH"},
                 "contact":{"name":"Focal Point","email":"focal.point@example.org"},
                 "natures":["policy"],"scope":"national","countries":["PE"],
                 "objectives":{"primary":[6,18,22]},"principles":["human-rights"],
                 "description":"%s","need":"Workers pay for their jobs.","means":"Two trainers.",
                 "goals":[{"statement":"Train inspectors","indicator":"inspectors trained","baseline":"0","target":"50",
                           "unit":"inspectors","due":"2027-12-31"}],
                 "startsOn":"2026-12-01","endsOn":"2027-12-31"}""".formatted("Inspectors will be trained so that recruitment fees end. ".repeat(7)))
                .put("title", title);
    }

    static ObjectNode practice(String title) {
        return json("""
                {"language":"es","type":"project",
                 "implementer":{"name":"Municipalidad de Quilmes","kind":"local-authority","country":"AR"},
                 "contact":{"name":"Punto focal","email":"punto.focal@example.org"},
                 "summary":"Una ventanilla municipal que orienta a las personas migrantes en su primer año.",
                 "description":"%s",
                 "scope":"national","countries":["AR"],"startsOn":"2020-01-01",
                 "objectives":{"primary":[15],"other":[16]},"principles":["people-centred"],
                 "results":"Mil personas orientadas.","innovation":"Una sola ventanilla.",
                 "replicability":"Con dos puestos basta."}""".formatted(
                                "La ventanilla reúne en un lugar los trámites de salud, escuela y empleo. ".repeat(6)))
                .put("title", title);
    }

    private static ObjectNode json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return (ObjectNode) node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
