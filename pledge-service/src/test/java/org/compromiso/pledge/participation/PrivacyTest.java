package org.compromiso.pledge.participation;

import static io.restassured.RestAssured.given;
import static org.compromiso.pledge.life.Register.ILO;
import static org.compromiso.pledge.life.Register.PERU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.pledge.PledgeFixtures;
import org.compromiso.pledge.life.Register;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Contacts, addresses, who has not confirmed and what reviewers said to the focal point come out nowhere (domain.md,
 * Privacy): a pledge with marked persons is
 * led through its life, with mistakes, and everything that comes out is searched for the marks.
 */
@QuarkusTest
@WithTestResource(LocalServices.class)
class PrivacyTest {

    private static final String PERSON = "zz-person";
    private static final String UNCONFIRMED = "zz-unconfirmed";
    /** What reviewers say, as {@link Register} has them say it. */
    private static final String COMMENT = "A comment";

    @Inject
    Register register;

    @Inject
    DataSource database;

    @Inject
    ObjectMapper json;

    private final Log log = new Log();
    private final String confirmed = "Diaspora Council " + UUID.randomUUID();
    private final String silent = UNCONFIRMED + " " + UUID.randomUUID();

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(log);
    }

    @Test
    void persons_the_unconfirmed_and_comments_come_out_nowhere() throws Exception {
        var out = new ArrayList<String>();
        var reference = led(out);

        assertTrue(out.size() > 10);
        out.forEach(answer -> assertNoMark(answer, PERSON, UNCONFIRMED, COMMENT));
        var partners = told(reference, "compromiso.pledges.v1");
        assertEquals(6, partners.size());
        partners.forEach(event -> assertNoMark(event, PERSON, UNCONFIRMED, COMMENT, "@"));
        var casework = told(reference, "compromiso.casework.v1");
        assertFalse(casework.isEmpty());
        casework.forEach(event -> assertNoMark(event, PERSON, "@"));
        log.lines.forEach(line -> assertNoMark(line, PERSON, UNCONFIRMED, COMMENT));
    }

    @Test
    void the_log_would_have_shown_it() {
        Logger.getLogger("org.compromiso.pledge").log(Level.INFO, "To {0}", PERSON);

        assertTrue(log.lines.stream().anyMatch(line -> line.contains(PERSON)), log.lines.toString());
    }

    @Test
    void the_public_view_has_these_fields_and_no_other() throws Exception {
        var reference = led(new ArrayList<>());

        var fields = new TreeSet<String>();
        fields("", json.readTree(given().get("/api/pledges/" + reference).asString()), fields);

        assertEquals(String.join("\n", allowed()), String.join("\n", fields));
    }

    /** Everything that may happen to a pledge, and everything that may go wrong; what others than its owner are told. */
    private String led(List<String> out) {
        var form = marked();
        var reference = register.create(ILO, form).path("reference").toString();
        read(out, reference, PERU);
        add(out, register.patch(ILO, reference, "{\"contact\":{\"email\":\"" + PERSON + " is no address\"}}"));
        add(out, register.patch(ILO, reference, "{\"contact\":{\"phone\":\"" + PERSON + "\"}}"));
        add(out, register.patch(ILO, reference, "{\"contact\":\"" + PERSON + "\"}"));
        add(out, register.patch(ILO, reference, "{\"contact\":{\"name\":\"" + PERSON));
        register.post(ILO, reference, "submission", "{}").then().statusCode(200);
        read(out, reference, PERU);
        read(out, reference, asked());
        register.screen(reference, 1, "returned");
        register.post(ILO, reference, "submission", "{}").then().statusCode(200);
        answer(reference, "zz-nobody").then().statusCode(404);
        add(out, answer(reference, "zz-nobody"));
        register.screen(reference, 2, "accepted");
        answer(reference, confirmed).then().statusCode(200);
        read(out, reference, PERU);
        read(out, reference, asked());
        add(out, given().auth().oauth2(asked()).get("/api/pledges?invited=true"));
        add(out, answer(reference, "zz-nobody"));
        register.amend(reference, LocalDate.of(2028, 12, 31)).then().statusCode(200);
        register.assess(reference, 1, "limited", LocalDate.of(2026, 11, 21));
        read(out, reference, PERU);
        read(out, reference, asked());
        add(out, given().get("/api/pledges/" + reference));
        add(out, given().get("/api/pledges/" + reference + "/progress-reports"));
        add(out, register.history(reference));
        return reference;
    }

    private void read(List<String> out, String reference, String token) {
        add(out, given().get("/api/pledges/" + reference));
        add(out, given().get("/api/pledges/" + reference + "/history"));
        add(out, register.read(token, reference));
    }

    private static void add(List<String> out, Response answer) {
        out.add(answer.getHeaders() + "\n" + answer.asString());
    }

    private ObjectNode marked() {
        var form = PledgeFixtures.complementaryPledge(confirmed, silent);
        form.putObject("contact")
                .put("name", PERSON + " Quispe")
                .put("position", PERSON + " position")
                .put("email", PERSON + "@lead.example.org");
        form.putObject("secondContact").put("name", PERSON + " Second").put("email", PERSON + "-2@lead.example.org");
        form.putArray("natures").add("financial");
        form.putArray("financial")
                .addObject()
                .put("amount", "5.00")
                .put("currency", "EUR")
                .put("recipient", "Migration MPTF");
        form.putObject("locality").put("name", "Quilmes").put("country", "AR");
        form.path("participants")
                .forEach(participant -> ((ObjectNode) participant)
                        .put(
                                "email",
                                PERSON + "-" + participant.path("name").asText().hashCode() + "@part.example.org"));
        return form;
    }

    private String asked() {
        return Tokens.pledger("of-an-entity", confirmed);
    }

    private Response answer(String reference, String entity) {
        var id = register.read(ILO, reference)
                .path("participants.find { it.name == '" + confirmed + "' }.id")
                .toString();
        return given().auth()
                .oauth2(Tokens.token("of-an-entity", List.of(), Map.of("entity", entity)))
                .contentType("application/json")
                .body("{\"decision\":\"confirmed\"}")
                .put("/api/pledges/" + reference + "/participants/" + id + "/consent");
    }

    private List<String> told(String reference, String topic) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "select value::text from outbox where subject = ? and topic = ? order by sequence")) {
            select.setString(1, reference);
            select.setString(2, topic);
            var told = new ArrayList<String>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    told.add(rows.getString(1));
                }
            }
            return told;
        }
    }

    private static void assertNoMark(String text, String... marks) {
        for (var mark : marks) {
            assertFalse(text.contains(mark), () -> mark + " in " + text);
        }
    }

    private static void fields(String path, JsonNode node, TreeSet<String> fields) {
        node.properties().forEach(field -> {
            var name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            fields.add(name);
            fields(name, field.getValue(), fields);
        });
        if (node.isArray()) {
            node.forEach(item -> fields(path + "[]", item, fields));
        }
    }

    private static List<String> allowed() throws IOException {
        try (var stream = PrivacyTest.class.getResourceAsStream("/public-fields.txt");
                var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().collect(Collectors.toList());
        }
    }

    /** Everything that the service logs, whatever the level it is configured to show. */
    private static final class Log extends Handler {

        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void publish(LogRecord logged) {
            var text = logged.getMessage() + Arrays.toString(logged.getParameters());
            for (var cause = logged.getThrown(); cause != null; cause = cause.getCause()) {
                text += "\n" + cause;
            }
            lines.add(text);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
