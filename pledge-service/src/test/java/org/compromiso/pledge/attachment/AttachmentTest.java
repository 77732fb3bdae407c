package org.compromiso.pledge.attachment;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.compromiso.pledge.PledgeFixtures.completePledge;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.compromiso.platform.files.FileLinks;
import org.compromiso.platform.files.FileStore;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.platform.testing.Topic;
import org.compromiso.pledge.PledgeFixtures;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pledge's one file: what is taken, who may read it, and that nothing is left of what is not taken. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class AttachmentTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MB = 1024 * 1024;
    private static final String ILO = Tokens.pledger("pledger-ilo", PledgeFixtures.ILO);
    private static final String PERU = Tokens.pledger("pledger-pe", "Perú – MIGRACIONES");
    private static final String SECRETARIAT = Tokens.secretariat("secretariat");
    private static final byte[] PDF = "%PDF-1.4\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TEXT = "Señal de prueba\n".getBytes(StandardCharsets.UTF_8);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @ConfigProperty(name = "compromiso.files.folder")
    Path folder;

    @TestHTTPResource
    URI server;

    @Inject
    FileStore store;

    @Inject
    FileLinks links;

    @Inject
    DataSource database;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private String pledge;
    private Set<Path> before;

    @BeforeEach
    void aDraft() {
        pledge = draft();
        before = files();
    }

    /** Files and rows always agree, and nothing is on its way any more. */
    @AfterEach
    void nothingIsLeftBehind() {
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        rows(),
                        files().stream()
                                .map(file -> file.getFileName().toString())
                                .collect(Collectors.toSet())));
    }

    // --- what is taken

    @Test
    void a_file_is_shown_with_the_pledge_and_comes_back_as_it_was_sent() {
        put(pledge, PDF, "attachment; filename*=UTF-8''a%C3%B1o.pdf")
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("name", equalTo("año.pdf"))
                .body("type", equalTo("application/pdf"))
                .body("size", equalTo(PDF.length))
                .body("sha256", equalTo("14bcd090baf31edba64e9cbd8cdfc15f943344aa72cb3675ad8e91bfcbce03ad"));

        view().header("ETag", "\"1\"").body("attachment.name", equalTo("año.pdf"));
        var answer = as(ILO).get(path(pledge));
        answer.then()
                .statusCode(200)
                .contentType("application/pdf")
                .header("ETag", "\"1\"")
                .header("Content-Length", Integer.toString(PDF.length))
                .header("Content-Disposition", "attachment; filename=\"a_o.pdf\"; filename*=UTF-8''a%C3%B1o.pdf")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Cache-Control", "private, no-store");
        assertArrayEquals(PDF, answer.asByteArray());
    }

    @Test
    void content_type_says_nothing() throws Exception {
        as(ILO).contentType("text/html")
                .body(PDF)
                .put(path(pledge))
                .then()
                .statusCode(201)
                .body("type", equalTo("application/pdf"));
        var asCurlDoes = HttpRequest.newBuilder(request(pledge, BodyPublishers.ofByteArray(TEXT)), (n, v) -> true)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build();
        assertEquals(200, http.send(asCurlDoes, BodyHandlers.ofString()).statusCode());
        view().body("attachment.type", equalTo("text/plain"));
    }

    @Test
    void a_file_without_a_name_is_called_by_the_pledge() {
        put(pledge, TEXT, null).statusCode(201).body("name", equalTo(pledge + ".txt"));
    }

    @Test
    void a_name_loses_its_folders() {
        put(pledge, PDF, "attachment; filename=\"../../../etc/cron.d/plan.pdf\"")
                .statusCode(201)
                .body("name", equalTo("plan.pdf"));
    }

    @Test
    void a_script_in_a_text_stays_text_and_is_only_saved() {
        put(pledge, "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8), "attachment; filename=a.txt")
                .statusCode(201);

        as(ILO).header("Accept-Encoding", "gzip")
                .get(path(pledge))
                .then()
                .contentType("text/plain;charset=UTF-8")
                .header("Content-Disposition", containsString("attachment"))
                .header("Content-Security-Policy", containsString("sandbox"))
                .body(equalTo("<script>alert(1)</script>"));
    }

    @Test
    void another_file_takes_the_place_of_the_first() throws Exception {
        put(pledge, PDF, "attachment; filename=a.pdf").statusCode(201).header("ETag", "\"1\"");

        put(pledge, TEXT, "attachment; filename=b.txt").statusCode(200).header("ETag", "\"2\"");

        assertArrayEquals(TEXT, as(ILO).get(path(pledge)).asByteArray());
        assertEquals(1, added().size());
    }

    @Test
    void the_largest_file_is_25_megabytes() throws Exception {
        var largest = text(25 * MB);

        assertEquals(201, send(BodyPublishers.ofByteArray(largest)).statusCode());

        assertArrayEquals(largest, as(ILO).get(path(pledge)).asByteArray());
    }

    @Test
    void eight_of_the_largest_at_the_same_time_all_arrive() {
        var references = IntStream.range(0, 8).mapToObj(i -> draft()).toList();
        var largest = text(25 * MB);

        var sent = references.stream()
                .map(reference -> http.sendAsync(
                        request(reference, BodyPublishers.ofByteArray(largest)), BodyHandlers.ofString()))
                .toList();

        sent.forEach(answer -> assertEquals(201, answer.join().statusCode()));
    }

    // --- what is refused

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plan.docx|/attachment/name|file-name-unfit",
                "plan.txt|/attachment/name|file-name-unfit",
                "plan.exe|/attachment/name|file-name-type",
                ".pdf|/attachment/name|file-name-required",
                "a%0Ab.pdf|/attachment/name|file-name-character",
            })
    void a_wrong_name_is_refused(String name, String pointer, String code) throws Exception {
        put(pledge, PDF, "attachment; filename*=UTF-8''" + name)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:compromiso:problem:invalid"))
                .body("errors.pointer", hasItem(pointer))
                .body("errors.code", hasItem(code))
                .body("errors[0].message", not(containsString("{")));
        assertUntouched();
    }

    @Test
    void everything_wrong_with_a_file_is_told_at_once() throws Exception {
        put(pledge, new byte[] {1, 2, 3}, "attachment; filename=setup.exe")
                .statusCode(422)
                .body("errors.code", hasItems("file-type-refused", "file-name-type"));
        assertUntouched();
    }

    @Test
    void the_wrong_type_under_a_right_name_is_refused() throws Exception {
        put(pledge, new byte[] {'M', 'Z', 0, 1}, "attachment; filename=plan.pdf")
                .statusCode(422)
                .body("errors.pointer", hasItem("/attachment"))
                .body("errors.code", hasItem("file-type-refused"));
        assertUntouched();
    }

    @Test
    void an_empty_file_is_refused() throws Exception {
        put(pledge, new byte[0], "attachment; filename=plan.pdf")
                .statusCode(422)
                .body("errors.code", hasItem("file-empty"));
        assertUntouched();
    }

    @Test
    void a_header_that_cannot_be_read_is_400() throws Exception {
        put(pledge, PDF, "attachment; filename=a b.pdf")
                .statusCode(400)
                .body("errors.code", hasItem("bad-content-disposition"));
        assertUntouched();
    }

    @Test
    void texts_are_in_the_readers_language() {
        as(ILO).header("Accept-Language", "es")
                .body(new byte[] {0})
                .put(path(pledge))
                .then()
                .statusCode(422)
                .body("errors[0].message", containsString("documentos que se admiten"));
    }

    @Test
    void a_length_of_26_megabytes_is_413_before_it_is_read() throws Exception {
        var answer = send(BodyPublishers.ofByteArray(text(26 * MB)));

        assertTooLarge(answer);
        assertUntouched();
    }

    @Test
    void a_length_that_is_too_large_is_answered_without_waiting_for_the_bytes() throws Exception {
        try (var socket = connect("Content-Length: " + (25L * MB + 1))) {
            assertTrue(firstLine(socket).contains(" 413 "));
        }
        assertUntouched();
    }

    @Test
    void chunks_of_26_megabytes_are_413() throws Exception {
        var answer = send(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text(26 * MB))));

        assertTooLarge(answer);
        assertUntouched();
    }

    @Test
    void the_limit_of_all_other_routes_stays_at_a_megabyte_however_the_body_is_sent() throws Exception {
        var large = BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(("{\"title\":\"" + "x".repeat(2 * MB) + "\"}").getBytes()));
        var answer = http.send(
                HttpRequest.newBuilder(server.resolve("/api/pledges"))
                        .timeout(SOON.multipliedBy(3))
                        .header("Authorization", "Bearer " + ILO)
                        .header("Content-Type", "application/json")
                        .POST(large)
                        .build(),
                BodyHandlers.ofString());

        assertTooLarge(answer);
    }

    // --- what breaks off

    @Test
    void a_connection_that_is_cut_leaves_nothing() throws Exception {
        try (var socket = connect("Content-Length: " + MB)) {
            socket.getOutputStream().write(Arrays.copyOf(PDF, 500_000));
            socket.getOutputStream().flush();
            await().atMost(SOON).until(() -> !added().isEmpty());
        }

        await().atMost(SOON).untilAsserted(this::assertUntouched);
    }

    @Test
    void chunks_without_an_end_leave_nothing() throws Exception {
        try (var socket = connect("Transfer-Encoding: chunked")) {
            socket.getOutputStream().write("5\r\n%PDF-\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            await().atMost(SOON).until(() -> !added().isEmpty());
        }

        await().atMost(SOON).untilAsserted(this::assertUntouched);
    }

    @Test
    void a_sender_that_stands_still_is_given_up() throws Exception {
        try (var socket = connect("Content-Length: " + MB)) {
            socket.getOutputStream().write(PDF);
            socket.getOutputStream().flush();

            assertTrue(firstLine(socket).contains(" 408 "));
        }
        assertUntouched();
    }

    @Test
    void a_slow_sender_is_waited_for() throws Exception {
        try (var socket = connect("Content-Length: " + PDF.length)) {
            for (var some : PDF) {
                socket.getOutputStream().write(some);
                socket.getOutputStream().flush();
                // Slower than the network, faster than the patience of three seconds.
                await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            }

            assertTrue(firstLine(socket).contains(" 201 "));
        }
    }

    @Test
    void a_sender_that_asks_first_is_told_to_go_on_or_why_not() throws Exception {
        try (var socket = connect("Content-Length: " + PDF.length + "\r\nExpect: 100-continue")) {
            assertTrue(firstLine(socket).contains(" 100 "));
        }
        submit();
        try (var socket = connect("Content-Length: " + PDF.length + "\r\nExpect: 100-continue")) {
            assertTrue(firstLine(socket).contains(" 409 "));
        }
    }

    // --- who may, and when

    @Test
    void without_a_token_or_the_role_nothing_is_read() throws Exception {
        given().body(PDF).put(path(pledge)).then().statusCode(401).contentType("application/problem+json");
        as(Tokens.reviewer("reviewer-un")).body(PDF).put(path(pledge)).then().statusCode(403);
        var refused = http.send(
                HttpRequest.newBuilder(server.resolve(path(pledge)))
                        .timeout(SOON.multipliedBy(3))
                        .PUT(BodyPublishers.ofByteArray(text(20 * MB)))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(401, refused.statusCode());
        assertUntouched();
    }

    @Test
    void a_draft_of_another_entity_is_not_there() throws Exception {
        as(PERU).body(PDF).put(path(pledge)).then().statusCode(404);
        put(pledge, PDF, null).statusCode(201);

        as(PERU).get(path(pledge)).then().statusCode(404);
        given().get(path(pledge)).then().statusCode(404);
        as(PERU).header("If-Match", "\"1\"").delete(path(pledge)).then().statusCode(404);
        as(SECRETARIAT).get(path(pledge)).then().statusCode(200);
        as(SECRETARIAT).body(PDF).put(path(pledge)).then().statusCode(403);
    }

    @Test
    void what_is_submitted_is_frozen() {
        put(pledge, PDF, null).statusCode(201);
        submit();

        put(pledge, TEXT, null).statusCode(409).body("type", equalTo("urn:compromiso:problem:not-editable"));
        as(ILO).header("If-Match", "\"2\"").delete(path(pledge)).then().statusCode(409);
        as(ILO).get(path(pledge)).then().statusCode(200);
    }

    @Test
    void services_learn_of_the_file_and_partners_do_not() {
        put(pledge, PDF, "attachment; filename=plan.pdf").statusCode(201);
        submit();

        await().atMost(SOON)
                .untilAsserted(() -> assertTrue(sent("compromiso.casework.v1").stream()
                        .anyMatch(event -> event.value().contains("\"name\":\"plan.pdf\""))));
        await().atMost(SOON).until(() -> !sent("compromiso.pledges.v1").isEmpty());
        assertFalse(sent("compromiso.pledges.v1").stream()
                .anyMatch(event -> event.value().contains("plan.pdf")));
    }

    @Test
    void a_registered_pledges_file_is_public() {
        put(pledge, PDF, "attachment; filename=plan.pdf").statusCode(201);
        submit();

        accept();

        await().atMost(SOON)
                .untilAsserted(() -> given().get(path(pledge))
                        .then()
                        .statusCode(200)
                        .header("Cache-Control", "public, max-age=300"));
        as(ILO).get(path(pledge)).then().statusCode(200).header("Cache-Control", "private, no-store");
        given().get("/api/pledges/" + pledge).then().body("attachment.name", equalTo("plan.pdf"));
    }

    @Test
    void head_tells_what_get_would() {
        put(pledge, PDF, null).statusCode(201);

        as(ILO).head(path(pledge))
                .then()
                .statusCode(200)
                .header("Content-Length", Integer.toString(PDF.length))
                .header("Content-Disposition", notNullValue());
    }

    @Test
    void a_pledge_without_a_file_has_none_to_read_or_remove() {
        view().body("attachment", nullValue());
        as(ILO).get(path(pledge)).then().statusCode(404);
        as(ILO).header("If-Match", "\"0\"").delete(path(pledge)).then().statusCode(404);
    }

    // --- versions

    @Test
    void an_old_version_is_412_before_the_file_is_read() throws Exception {
        as(ILO).header("If-Match", "\"7\"")
                .body(PDF)
                .put(path(pledge))
                .then()
                .statusCode(412)
                .header("ETag", "\"0\"");
        assertUntouched();

        as(ILO).header("If-Match", "\"0\"").body(PDF).put(path(pledge)).then().statusCode(201);
    }

    @Test
    void removing_needs_the_version() throws Exception {
        put(pledge, PDF, null).statusCode(201);
        as(ILO).delete(path(pledge)).then().statusCode(428);
        as(ILO).header("If-Match", "\"0\"").delete(path(pledge)).then().statusCode(412);

        as(ILO).header("If-Match", "\"1\"")
                .delete(path(pledge))
                .then()
                .statusCode(204)
                .header("ETag", "\"2\"");

        view().body("attachment", nullValue());
        as(ILO).get(path(pledge)).then().statusCode(404);
        assertUntouched();
    }

    @Test
    void deleting_the_pledge_removes_its_file() throws Exception {
        put(pledge, PDF, null).statusCode(201);

        as(ILO).header("If-Match", "\"1\"")
                .delete("/api/pledges/" + pledge)
                .then()
                .statusCode(204);

        assertUntouched();
    }

    @Test
    void of_many_at_once_one_stays_and_no_other_leaves_anything() throws Exception {
        var sent = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 1; i <= 8; i++) {
            sent.add(http.sendAsync(
                    request(pledge, BodyPublishers.ofByteArray(text(i * 1000))), BodyHandlers.ofString()));
        }

        var statuses = sent.stream().map(answer -> answer.join().statusCode()).toList();

        assertTrue(Set.of(200, 201, 412).containsAll(statuses), statuses.toString());
        assertTrue(statuses.contains(201), statuses.toString());
        assertEquals(1, added().size());
        var size = view().extract().<Integer>path("attachment.size");
        assertEquals(size, as(ILO).get(path(pledge)).asByteArray().length);
        view().header(
                        "ETag",
                        equalTo("\"" + statuses.stream().filter(s -> s < 300).count() + "\""));
    }

    @Test
    void of_two_that_saw_the_same_version_one_gets_412() {
        var sent = IntStream.range(0, 2)
                .mapToObj(i -> http.sendAsync(
                        HttpRequest.newBuilder(request(pledge, BodyPublishers.ofByteArray(PDF)), (n, v) -> true)
                                .header("If-Match", "\"0\"")
                                .build(),
                        BodyHandlers.ofString()))
                .toList();

        assertEquals(
                List.of(201, 412),
                sent.stream().map(answer -> answer.join().statusCode()).sorted().toList());
    }

    // --- links

    @Test
    void a_link_opens_a_file_that_is_not_public_without_a_token() {
        var id = UUID.fromString(put(pledge, PDF, null).extract().path("id"));
        var link =
                links.mint(server.resolve("/api/pledges/files").toString(), id).url();

        var answer = given().urlEncodingEnabled(false).get(link);

        answer.then()
                .statusCode(200)
                .contentType("application/pdf")
                .header("Cache-Control", "private, no-store")
                .header("Content-Disposition", containsString("attachment"));
        assertArrayEquals(PDF, answer.asByteArray());
    }

    @Test
    void a_link_that_is_none_of_ours_or_whose_file_is_gone_opens_nothing() {
        var id = UUID.fromString(put(pledge, PDF, null).extract().path("id"));
        var link =
                links.mint(server.resolve("/api/pledges/files").toString(), id).url();

        given().get("/api/pledges/files/" + id)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:compromiso:problem:link-invalid"));
        given().urlEncodingEnabled(false).get(link + "x").then().statusCode(403);
        given().get("/api/pledges/files/nonsense").then().statusCode(404);
        as(ILO).header("If-Match", "\"1\"").delete(path(pledge)).then().statusCode(204);
        given().urlEncodingEnabled(false).get(link).then().statusCode(404).contentType("application/problem+json");
    }

    // --- crashes

    @Test
    void what_a_crash_left_behind_is_tidied_away_and_what_is_needed_stays() throws Exception {
        put(pledge, PDF, null).statusCode(201);
        // Killed while receiving, and between the file and its row.
        var halfReceived =
                old(folder.resolve("arriving").resolve(UUID.randomUUID().toString()));
        var withoutRow = old(place(UUID.randomUUID()));
        var aside = folder.resolve("set-aside").resolve(withoutRow.getFileName());
        var underway =
                Files.write(folder.resolve("arriving").resolve(UUID.randomUUID().toString()), PDF);
        added().forEach(AttachmentTest::makeOld);
        Files.setLastModifiedTime(underway, FileTime.from(Instant.now()));

        var tidied =
                store.tidy(Instant.now().minus(Duration.ofHours(1))).await().atMost(SOON);

        assertTrue(tidied >= 2);
        assertFalse(Files.exists(halfReceived));
        assertFalse(Files.exists(withoutRow));
        assertTrue(Files.deleteIfExists(aside));
        assertTrue(Files.exists(underway));
        Files.delete(underway);
        assertArrayEquals(PDF, as(ILO).get(path(pledge)).asByteArray());
    }

    private Path old(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return makeOld(Files.write(file, PDF));
    }

    private static Path makeOld(Path file) {
        try {
            return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path place(UUID id) {
        return folder.resolve("kept").resolve(id.toString().substring(0, 2)).resolve(id.toString());
    }

    // --- how

    private static byte[] text(int size) {
        var bytes = new byte[size];
        Arrays.fill(bytes, (byte) 'a');
        return bytes;
    }

    private static String path(String reference) {
        return "/api/pledges/" + reference + "/attachment";
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }

    private static String draft() {
        return as(ILO).contentType("application/json")
                .body(completePledge().toString())
                .post("/api/pledges")
                .path("reference");
    }

    private static ValidatableResponse put(String reference, byte[] body, String disposition) {
        var request = as(ILO).contentType("application/octet-stream").body(body);
        if (disposition != null) {
            request.header("Content-Disposition", disposition);
        }
        return request.put(path(reference)).then();
    }

    private ValidatableResponse view() {
        return as(ILO).get("/api/pledges/" + pledge).then().statusCode(200);
    }

    private void submit() {
        var etag = view().extract().header("ETag");
        as(ILO).contentType("application/json")
                .header("If-Match", etag)
                .body("{}")
                .post("/api/pledges/" + pledge + "/submission")
                .then()
                .statusCode(200);
    }

    private void accept() {
        var id = UUID.randomUUID();
        new Topic(kafka, "compromiso.casework.v1")
                .send(id, "org.compromiso.casework.ReviewCompleted.v1", pledge, id.toString(), 2, """
                        {"what":{"outcome":"accepted","verdict":null,"on":"2026-11-21","comment":null,"criteria":[]},
                         "review":{"id":"%s","purpose":"screening",
                           "subject":{"reference":"%s","submission":1,"kind":"pledge"},"number":1,"state":"decided",
                           "outcome":"accepted","verdict":null,"version":2}}""".formatted(
                                id, pledge));
    }

    private List<Topic.Sent> sent(String topic) {
        return new Topic(kafka, topic).of(pledge);
    }

    private HttpResponse<String> send(BodyPublisher body) throws Exception {
        return http.send(request(pledge, body), BodyHandlers.ofString());
    }

    private HttpRequest request(String reference, BodyPublisher body) {
        return HttpRequest.newBuilder(server.resolve(path(reference)))
                .timeout(SOON.multipliedBy(3))
                .header("Authorization", "Bearer " + ILO)
                .PUT(body)
                .build();
    }

    private void assertTooLarge(HttpResponse<String> answer) {
        assertEquals(413, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(null));
        assertTrue(answer.body().contains("urn:compromiso:problem:too-large"), answer.body());
    }

    /** A request of which the head has been sent. */
    private Socket connect(String header) throws IOException {
        var socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout((int) SOON.toMillis());
        socket.getOutputStream()
                .write(("PUT " + path(pledge) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ILO + "\r\n"
                                + header + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String firstLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        InputStream stream = socket.getInputStream();
        for (int c = stream.read(); c >= 0 && c != '\n'; c = stream.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private void assertUntouched() {
        assertEquals(Set.of(), added());
        assertNull(as(ILO).get("/api/pledges/" + pledge).path("attachment"));
    }

    private Set<Path> added() {
        var now = files();
        now.removeAll(before);
        return now;
    }

    private Set<Path> files() {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<String> rows() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select id from file")) {
            var ids = new HashSet<String>();
            while (result.next()) {
                ids.add(result.getString(1));
            }
            return ids;
        }
    }
}
