package org.compromiso.pledge.life;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.compromiso.platform.inbox.EventConsumer;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.pledge.PledgeFixtures;

/** The service as owners and review-service drive it; decisions are applied at once, as the consumer would. */
@Singleton
public class Register {

    public static final String ILO = Tokens.pledger("pledger-ilo", PledgeFixtures.ILO);
    public static final String PERU = Tokens.pledger("pledger-pe", "Perú – MIGRACIONES");
    public static final String SECRETARIAT = Tokens.secretariat("secretariat");

    @Inject
    @Any
    Instance<EventConsumer> consumers;

    @Inject
    ObjectMapper json;

    /** A registered pledge of the ILO. */
    public String registered() {
        return registered(ILO, PledgeFixtures.completePledge());
    }

    public String registered(String token, ObjectNode form) {
        var reference = create(token, form).path("reference").toString();
        post(token, reference, "submission", "{}");
        screen(reference, 1, "accepted");
        return reference;
    }

    public Response create(String token, ObjectNode form) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(form.toString())
                .post("/api/pledges");
    }

    /** Posts with the version the pledge has now. */
    public Response post(String token, String reference, String what, String body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .header("If-Match", "\"" + read(token, reference).path("version") + "\"")
                .body(body)
                .post("/api/pledges/" + reference + "/" + what);
    }

    public Response patch(String token, String reference, String body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/merge-patch+json")
                .header("If-Match", "\"" + read(token, reference).path("version") + "\"")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .patch("/api/pledges/" + reference);
    }

    public Response report(String token, String reference, LocalDate on, String state, boolean closing) {
        return post(
                token,
                reference,
                "progress-reports",
                "{\"on\":\"%s\",\"state\":\"%s\",\"closing\":%s}".formatted(on, state, closing));
    }

    public Response amend(String reference, LocalDate endsOn) {
        return post(
                ILO, reference, "amendments", "{\"endsOn\":\"%s\",\"reason\":\"The law came late\"}".formatted(endsOn));
    }

    public Response read(String token, String reference) {
        return given().auth().oauth2(token).get("/api/pledges/" + reference);
    }

    public Response history(String reference) {
        return given().get("/api/pledges/" + reference + "/history?limit=100");
    }

    public void screen(String reference, int submission, String outcome) {
        apply(UUID.randomUUID(), """
                {"what":{"outcome":"%s","verdict":null,"on":"2026-11-21","comment":"A comment on submission %d","criteria":[]},
                 "review":{"purpose":"screening","number":1,
                   "subject":{"reference":"%s","submission":%d,"kind":"pledge"}}}""".formatted(outcome, submission, reference, submission));
    }

    public void assess(String reference, int caseNumber, String verdict, LocalDate on) {
        assess(UUID.randomUUID(), reference, caseNumber, verdict, on);
    }

    public void assess(UUID event, String reference, int caseNumber, String verdict, LocalDate on) {
        apply(event, """
                {"what":{"outcome":null,"verdict":"%s","on":"%s","comment":"A comment on case %d","criteria":[]},
                 "review":{"purpose":"compliance","number":%d,
                   "subject":{"reference":"%s","submission":1,"kind":"pledge"}}}""".formatted(verdict, on, caseNumber, caseNumber, reference));
    }

    private void apply(UUID id, String value) {
        apply("compromiso.casework.v1", id, "org.compromiso.casework.ReviewCompleted.v1", value);
    }

    /** Any event, as the consumer of its topic would apply it. */
    public void apply(String topic, UUID id, String type, String value) {
        try {
            var event = new IncomingEvent(
                    id, type, id.toString(), 1, OffsetDateTime.now(), "key", json.readTree(value), Optional.empty());
            var consumer = consumers.stream()
                    .filter(each -> each.topic().equals(topic))
                    .findFirst()
                    .orElseThrow();
            VertxContextSupport.subscribeAndAwait(() -> consumer.apply(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
