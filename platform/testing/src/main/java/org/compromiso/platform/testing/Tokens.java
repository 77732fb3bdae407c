package org.compromiso.platform.testing;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Bearer tokens as the realm would give them, signed with the test key whose public half the services under test trust.
 */
public final class Tokens {

    public static final String ISSUER = "https://id.example.org/realms/pledging";

    private static final PrivateKey KEY = key();

    private Tokens() {}

    public static String pledger(String account, String entity) {
        return token(account, List.of("pledger"), Map.of("entity", entity));
    }

    public static String secretariat(String account) {
        return token(account, List.of("secretariat"), Map.of());
    }

    public static String reviewer(String account) {
        return token(account, List.of("reviewer"), Map.of());
    }

    public static String admin() {
        return token("admin", List.of("admin"), Map.of());
    }

    public static String token(String account, List<String> roles, Map<String, ?> claims) {
        return token(account, roles, claims, ISSUER, Instant.now().plus(Duration.ofMinutes(10)));
    }

    /** Any token, also one that must be refused. */
    public static String token(
            String account, List<String> roles, Map<String, ?> claims, String issuer, Instant expires) {
        var token = Jwt.issuer(issuer)
                .audience("compromiso")
                .subject(UUID.nameUUIDFromBytes(account.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .claim("preferred_username", account)
                .claim("email", account + "@example.org")
                .claim("email_verified", true)
                .claim("realm_access", Map.of("roles", roles))
                .issuedAt(Instant.now().minusSeconds(3600))
                .expiresAt(expires);
        claims.forEach(token::claim);
        return token.jws().sign(KEY);
    }

    /** The public half, as the services are configured with it. */
    static String publicKey() {
        return resource("testing/public-key.pem").replaceAll("-----[A-Z ]+-----|\\s", "");
    }

    private static PrivateKey key() {
        try {
            return KeyUtils.decodePrivateKey(resource("testing/private-key.pem"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (var stream = Tokens.class.getClassLoader().getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
