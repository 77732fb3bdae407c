package org.compromiso.review.cases;

import static org.compromiso.review.ReviewFixtures.as;
import static org.compromiso.review.ReviewFixtures.caseOf;
import static org.compromiso.review.ReviewFixtures.newPledge;
import static org.compromiso.review.ReviewFixtures.newPractice;
import static org.compromiso.review.ReviewFixtures.openCase;
import static org.compromiso.review.ReviewFixtures.read;
import static org.compromiso.review.ReviewFixtures.send;
import static org.compromiso.review.ReviewFixtures.submitted;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.compromiso.platform.files.FileLinks;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Who is shown a submission gets links to its files, and nobody else. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class CaseFilesTest {

    private static final UUID FILE = UUID.fromString("7f6c1f0e-2b7e-4d43-9a55-0b8f3c1d9e27");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    FileLinks links;

    @Test
    void the_files_of_a_submitted_pledge_are_links_of_ten_minutes() {
        var id = caseWithFile(FILE.toString());

        var view = read(id).body("files.size()", equalTo(1))
                .body("files[0].name", equalTo("Work plan.pdf"))
                .body("files[0].type", equalTo("application/pdf"))
                .body("files[0].size", equalTo(482133))
                .extract();

        var url = view.<String>path("files[0].url");
        assertTrue(url.startsWith("http://localhost:8081/api/pledges/files/" + FILE + "?"), url);
        var query = Arrays.stream(URI.create(url).getQuery().split("&"))
                .collect(Collectors.toMap(part -> part.split("=")[0], part -> part.split("=")[1]));
        assertDoesNotThrow(() -> links.check(FILE, query.get("expires"), query.get("signature")));
        var expires = Instant.parse(view.path("files[0].expiresAt"));
        assertEquals(Long.toString(expires.getEpochSecond()), query.get("expires"));
        assertTrue(expires.isAfter(Instant.now().plus(Duration.ofMinutes(8))));
        assertTrue(expires.isBefore(Instant.now().plus(Duration.ofMinutes(11))));
    }

    @Test
    void who_may_not_see_the_content_gets_no_link() {
        var id = caseWithFile(FILE.toString());

        as(Tokens.reviewer("reviewer-un")).get("/api/reviews/" + id).then().statusCode(404);
    }

    @Test
    void a_submission_without_files_has_no_links() {
        read(openCase(kafka, newPledge())).body("files", empty());
    }

    @Test
    void files_of_practices_are_not_served_yet() {
        read(openCase(kafka, newPractice())).body("files", empty());
    }

    @Test
    void a_file_without_an_id_is_poison_and_opens_no_case_that_nobody_could_read() {
        var reference = newPledge();
        send(kafka, UUID.randomUUID(), withFile(submitted(reference, 1), "none"));

        send(kafka, UUID.randomUUID(), submitted(reference, 2));

        read(caseOf(reference, 2)).body("earlier", empty());
    }

    private String caseWithFile(String id) {
        var reference = newPledge();
        send(kafka, UUID.randomUUID(), withFile(submitted(reference, 1), id));
        return caseOf(reference, 1);
    }

    private static ObjectNode withFile(ObjectNode event, String id) {
        ((ObjectNode) event.get("pledge"))
                .putArray("files")
                .addObject()
                .put("id", id)
                .put("name", "Work plan.pdf")
                .put("type", "application/pdf")
                .put("size", 482133);
        return event;
    }
}
