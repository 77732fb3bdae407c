package org.compromiso.platform.files;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.compromiso.platform.problem.Problem;
import org.junit.jupiter.api.Test;

/** A link opens one file for ten minutes, and nothing else. */
class FileLinksTest {

    private static final String KEY = "k".repeat(32);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.7Z");
    private static final UUID FILE = UUID.fromString("7f6c1f0e-2b7e-4d43-9a55-0b8f3c1d9e27");

    private final FileLinks links = at(NOW);
    private final FileLink link = links.mint("http://localhost:8081/api/pledges/files", FILE);
    private final Map<String, String> query = Arrays.stream(
                    URI.create(link.url()).getQuery().split("&"))
            .collect(Collectors.toMap(p -> p.split("=")[0], p -> p.split("=")[1]));

    @Test
    void a_link_leads_to_the_file_until_it_expires() {
        assertTrue(link.url().startsWith("http://localhost:8081/api/pledges/files/" + FILE + "?"), link.url());
        assertEquals(Instant.parse("2026-11-21T10:10:00Z"), link.expiresAt());
        assertDoesNotThrow(() -> at(NOW.plus(Duration.ofSeconds(599))).check(FILE, expires(), signature()));
    }

    @Test
    void it_has_expired_after_ten_minutes() {
        assertEquals("link-expired", refused(at(NOW.plus(Duration.ofMinutes(10))), FILE, expires(), signature()));
    }

    @Test
    void another_file_expiry_signature_or_key_is_refused() {
        var later = Long.toString(Long.parseLong(expires()) + 1);
        assertEquals("link-invalid", refused(links, UUID.randomUUID(), expires(), signature()));
        assertEquals("link-invalid", refused(links, FILE, later, signature()));
        assertEquals("link-invalid", refused(links, FILE, expires(), signature().substring(1)));
        assertEquals("link-invalid", refused(links, FILE, expires(), "ä"));
        assertEquals("link-invalid", refused(links, FILE, expires(), null));
        assertEquals("link-invalid", refused(links, FILE, null, signature()));
        assertEquals("link-invalid", refused(links, FILE, "soon", signature()));
        assertEquals("link-invalid", refused(links, FILE, "9".repeat(30), signature()));
        var other = new FileLinks("x".repeat(32), InstantSource.fixed(NOW));
        assertEquals("link-invalid", refused(other, FILE, expires(), signature()));
    }

    @Test
    void an_invalid_link_is_not_said_to_have_expired() {
        assertEquals("link-invalid", refused(links, FILE, "1", signature()));
    }

    @Test
    void a_short_key_stops_the_service() {
        assertThrows(IllegalArgumentException.class, () -> new FileLinks("k".repeat(31), InstantSource.fixed(NOW)));
    }

    private String expires() {
        return query.get("expires");
    }

    private String signature() {
        return query.get("signature");
    }

    private static FileLinks at(Instant now) {
        return new FileLinks(KEY, InstantSource.fixed(now));
    }

    private static String refused(FileLinks links, UUID file, String expires, String signature) {
        var problem = assertThrows(Problem.class, () -> links.check(file, expires, signature));
        assertEquals(403, problem.status());
        return problem.code();
    }
}
